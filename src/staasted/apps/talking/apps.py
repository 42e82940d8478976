"""Registers the app and its guards."""

from django.apps import AppConfig


class TalkingConfig(AppConfig):
    name = "staasted.apps.talking"
    label = "talking"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.talking import guards

        guarding.declare(*guards.GUARDS)
