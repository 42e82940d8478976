"""The WSGI application: it answers only where every guard stands in the database."""

import os

from django.core import checks
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staasted.config.settings")
application = get_wsgi_application()

found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
serious = "\n".join(str(problem) for problem in found if problem.is_serious())
if serious:
    raise SystemCheckError(serious)
