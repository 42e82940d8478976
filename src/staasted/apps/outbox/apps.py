"""Registers the app with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "staasted.apps.outbox"
    label = "outbox"
