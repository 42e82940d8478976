"""Registers the app, its guards, and that it hears of every act."""

from django.apps import AppConfig


class NetConfig(AppConfig):
    name = "staasted.apps.net"
    label = "net"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.citizens import acted, given
        from staasted.apps.net import guards, handing, settling

        guarding.declare(*guards.GUARDS)
        acted.listen(settling.act_heard)
        given.listen(handing.given_heard)
