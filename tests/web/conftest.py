"""Pages without a collected static folder."""

import pytest


@pytest.fixture(autouse=True)
def plain_static_addresses(settings):
    """Name static files as they lie, since a unit test collects none."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
