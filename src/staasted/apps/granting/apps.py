"""Registers the app and its guards."""

from django.apps import AppConfig


class GrantingConfig(AppConfig):
    name = "staasted.apps.granting"
    label = "granting"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.granting import guards

        guarding.declare(*guards.GUARDS)
