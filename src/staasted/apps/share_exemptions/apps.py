"""Registers the app and its guards."""

from django.apps import AppConfig


class ShareExemptionsConfig(AppConfig):
    name = "staasted.apps.share_exemptions"
    label = "share_exemptions"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.share_exemptions import guards

        guarding.declare(*guards.GUARDS)
