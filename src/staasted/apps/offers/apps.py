"""Registers the app and its guards."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "staasted.apps.offers"
    label = "offers"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.offers import guards

        guarding.declare(*guards.GUARDS)
