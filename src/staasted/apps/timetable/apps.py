"""Registers the app with Django."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "staasted.apps.timetable"
    label = "timetable"
