"""Registers the app with Django."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "staasted.apps.insight"
    label = "insight"
