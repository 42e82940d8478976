"""Registers the app with Django, and what it keeps sealed."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "staasted.apps.files"
    label = "files"

    def ready(self) -> None:
        from staasted.apps.files.seals import FILES
        from staasted.apps.org.sealed_stores import store_declare

        store_declare(FILES)
