"""Registers the app with Django."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "staasted.apps.trials"
    label = "trials"
