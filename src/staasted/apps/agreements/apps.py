"""Registers the app with Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "staasted.apps.agreements"
    label = "agreements"
