"""Registers the app with Django."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "staasted.apps.org"
    label = "org"
