"""Registers the app and its guards."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "staasted.apps.letters"
    label = "letters"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.letters import guards

        guarding.declare(*guards.GUARDS)
