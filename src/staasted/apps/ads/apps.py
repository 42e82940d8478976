"""Registers the app with Django."""

from django.apps import AppConfig


class AdsConfig(AppConfig):
    name = "staasted.apps.ads"
    label = "ads"
