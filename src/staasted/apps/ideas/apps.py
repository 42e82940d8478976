"""Registers the app with Django."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "staasted.apps.ideas"
    label = "ideas"
