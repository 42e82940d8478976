"""Registers the app and its guards."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "staasted.apps.cases"
    label = "cases"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.cases import guards

        guarding.declare(*guards.GUARDS)
