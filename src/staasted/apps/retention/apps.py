"""Registers the app with Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "staasted.apps.retention"
    label = "retention"
