"""Addresses of the lead's room."""

from django.urls import path

from staasted.web.lead import level

urlpatterns = [
    path("niveau/", level.level, name="level"),
]
