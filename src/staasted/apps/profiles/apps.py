"""Registers the app with Django."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "staasted.apps.profiles"
    label = "profiles"
