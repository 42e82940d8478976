"""Registers the app with Django."""

from django.apps import AppConfig


class EffortConfig(AppConfig):
    name = "staasted.apps.effort"
    label = "effort"
