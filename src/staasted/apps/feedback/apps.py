"""Registers the app with Django, and what it keeps sealed."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "staasted.apps.feedback"
    label = "feedback"

    def ready(self) -> None:
        from staasted.apps.feedback.seals import BOXES
        from staasted.apps.org.sealed_stores import store_declare

        store_declare(BOXES)
