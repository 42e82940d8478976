"""Registers the app with Django."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "staasted.apps.screening"
    label = "screening"
