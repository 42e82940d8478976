"""Registers the app with Django, and what it keeps sealed."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "staasted.apps.imports"
    label = "imports"

    def ready(self) -> None:
        from staasted.apps.imports.upload_seals import UPLOADS
        from staasted.apps.org.sealed_stores import store_declare

        store_declare(UPLOADS)
