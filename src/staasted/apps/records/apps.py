"""Registers the app and its guards."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "staasted.apps.records"
    label = "records"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.records import guards

        guarding.declare(*guards.GUARDS)
