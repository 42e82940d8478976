"""Registers the app, its guards and the check that they stand."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "staasted.apps.audit"
    label = "audit"

    def ready(self) -> None:
        from staasted.apps.audit import guarding, guards

        guarding.declare(*guards.GUARDS)
        pre_migrate.connect(_lower, sender=self)
        post_migrate.connect(_install, sender=self)
        register(_check, Tags.database)


def _lower(using: str, plan: Sequence[object], **_: object) -> None:
    from staasted.apps.audit.guarding import guards_lower

    if plan:
        guards_lower(using)


def _install(using: str, **_: object) -> None:
    from staasted.apps.audit.guarding import guards_install

    guards_install(using)


def _check(databases: list[str] | None = None, **_: object) -> list[CheckMessage]:
    from staasted.apps.audit.guarding import guards_check

    return guards_check(databases)
