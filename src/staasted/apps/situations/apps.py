"""Registers the app with Django."""

from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "staasted.apps.situations"
    label = "situations"
