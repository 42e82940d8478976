"""Registers the app with Django, what it keeps sealed, and its guards."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "staasted.apps.org"
    label = "org"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.org import guards
        from staasted.apps.org.draft_seals import DRAFTS
        from staasted.apps.org.factor_seals import FACTORS
        from staasted.apps.org.sealed_stores import NUMBERS, store_declare

        guarding.declare(*guards.GUARDS)
        store_declare(NUMBERS)
        store_declare(FACTORS)
        store_declare(DRAFTS)
