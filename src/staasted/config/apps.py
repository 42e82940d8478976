"""The last app to load: wires the adapters."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "staasted.config"
    label = "staasted_config"

    def ready(self) -> None:
        from django.core.checks import register

        from staasted.config.wiring import course_check, files_check, wire

        register(files_check)
        register(course_check)
        wire()
