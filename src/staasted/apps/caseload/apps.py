"""Registers the app with Django."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "staasted.apps.caseload"
    label = "caseload"
