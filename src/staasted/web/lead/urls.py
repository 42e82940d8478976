"""Addresses of the lead's room."""

from django.urls import path

from staasted.web.lead import glass, level, wishes, without_coach

urlpatterns = [
    path("niveau/", level.level, name="level"),
    path("niveau/uden-coach/", without_coach.without_coach, name="without_coach"),
    path("oensker-om-coach/", wishes.wishes, name="coach_wishes"),
    path("aabnet-med-begrundelse/", glass.glass, name="glass"),
]
