"""Registers the app and its guards."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "staasted.apps.plans"
    label = "plans"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.plans import guards

        guarding.declare(*guards.GUARDS)
