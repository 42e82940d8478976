"""Registers the app with Django."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "staasted.apps.offers"
    label = "offers"
