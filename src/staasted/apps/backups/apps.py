"""Registers the app with Django."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "staasted.apps.backups"
    label = "backups"
