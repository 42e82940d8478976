"""Registers the app, its guards, and what it does when a time is taken or given back."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "staasted.apps.invitations"
    label = "invitations"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.booking import heard, shown_to
        from staasted.apps.invitations import guards, settling, standing

        guarding.declare(*guards.GUARDS)
        heard.listen(settling.LISTENER)
        shown_to.know(standing.KNOWING)
