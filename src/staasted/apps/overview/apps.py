"""Registers the app and its guards."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "staasted.apps.overview"
    label = "overview"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.overview import guards

        guarding.declare(*guards.GUARDS)
