"""Registers the app with Django, and what it keeps sealed."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "staasted.apps.calendars"
    label = "calendars"

    def ready(self) -> None:
        from staasted.apps.calendars.address_seals import ADDRESSES
        from staasted.apps.org.sealed_stores import store_declare

        store_declare(ADDRESSES)
