"""The WSGI application: it answers only where every guard stands in the database."""

import os
import threading
import time

from django.core import checks
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staasted.config.settings")
application = get_wsgi_application()

SERVER = "STAASTED_SERVER_PID"
"""Told by ``staasted serve`` to the processes that do its work."""
LOOKS = 0.5  # seconds between two looks at whether the server is still there


def end_with(server: int) -> None:
    """End this process soon after the one that started it.

    A server that is killed outright cannot end its own: they would go on answering, hold the
    port, and keep whoever starts it again out.
    """
    while os.getppid() == server:
        time.sleep(LOOKS)
    os._exit(1)


if SERVER in os.environ:
    told = int(os.environ[SERVER])
    threading.Thread(target=end_with, args=(told,), daemon=True).start()

found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
serious = "\n".join(str(problem) for problem in found if problem.is_serious())
if serious:
    raise SystemCheckError(serious)
