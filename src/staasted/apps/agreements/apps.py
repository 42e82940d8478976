"""Registers the app with Django, and its guards."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "staasted.apps.agreements"
    label = "agreements"

    def ready(self) -> None:
        from staasted.apps.agreements import guards
        from staasted.apps.audit import guarding

        guarding.declare(*guards.GUARDS)
