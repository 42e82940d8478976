"""Registers the app and its guards."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "staasted.apps.citizens"
    label = "citizens"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.citizens import guards

        guarding.declare(*guards.GUARDS)
