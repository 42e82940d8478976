"""Registers the app and its guards."""

from django.apps import AppConfig


class CaseSystemConfig(AppConfig):
    name = "staasted.apps.case_system"
    label = "case_system"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.case_system import guards

        guarding.declare(*guards.GUARDS)
