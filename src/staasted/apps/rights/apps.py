"""Registers the app with Django."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "staasted.apps.rights"
    label = "rights"
