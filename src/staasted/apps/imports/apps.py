"""Registers the app with Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "staasted.apps.imports"
    label = "imports"
