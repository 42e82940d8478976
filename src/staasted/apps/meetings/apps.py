"""Registers the app and its guards."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "staasted.apps.meetings"
    label = "meetings"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.meetings import guards

        guarding.declare(*guards.GUARDS)
