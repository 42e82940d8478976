"""Registers the app and its guards."""

from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "staasted.apps.story"
    label = "story"

    def ready(self) -> None:
        from staasted.apps.audit import guarding
        from staasted.apps.story import guards

        guarding.declare(*guards.GUARDS)
