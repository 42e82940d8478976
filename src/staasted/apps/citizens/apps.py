"""Registers the app with Django."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "staasted.apps.citizens"
    label = "citizens"
