"""Registers the app with Django, and its guards."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "staasted.apps.screening"
    label = "screening"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.screening import guards

        guarding.declare(*guards.GUARDS)
