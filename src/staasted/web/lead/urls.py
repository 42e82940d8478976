"""Addresses of the lead's room."""

from django.urls import path

from staasted.web.lead import coaches, glass, level, without_coach

urlpatterns = [
    path("niveau/", level.level, name="level"),
    path("niveau/uden-coach/", without_coach.without_coach, name="without_coach"),
    path("coaches/", coaches.coaches, name="coaches"),
    path("coaches/<str:public_id>/overdrag/", coaches.coach_hand_over, name="coach_hand_over"),
    path("aabnet-med-begrundelse/", glass.glass, name="glass"),
]
