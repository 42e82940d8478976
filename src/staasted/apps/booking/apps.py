"""Registers the app and its guards."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "staasted.apps.booking"
    label = "booking"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.booking import guards

        guarding.declare(*guards.GUARDS)
