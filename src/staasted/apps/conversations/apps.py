"""Registers the app with Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "staasted.apps.conversations"
    label = "conversations"
