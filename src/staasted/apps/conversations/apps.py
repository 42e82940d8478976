"""Registers the app and its guards."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "staasted.apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.conversations import guards, trace_guards

        guarding.declare(*guards.GUARDS, *trace_guards.GUARDS)
