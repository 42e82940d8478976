"""A browser on a counter: each who comes begins anew, and only the files stay in its store.

For tests that look at many pages. Coming in by the login page costs more than most of them; it
is walked by those that walk the rooms.
"""

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from staasted.apps.org.models import Person

TOKEN = {"name": "csrftoken", "value": "s" * 32}  # the browser's own; a form says it again
GONE_IN = 302


class Counter:
    """One page for everybody in turn, with the cookies it had when nobody had come."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page = page
        self._token = {**TOKEN, "url": server.url}
        self._kept = page.context.cookies()

    def next(self, person: Person | None) -> Page:
        """The page for whoever is next: a sitting just begun, or nobody's."""
        context = self.page.context
        context.clear_cookies()
        if self._kept:
            context.add_cookies(self._kept)
        if person is not None:
            context.add_cookies([self._token])
            sent = {"person": person.public_id, "csrfmiddlewaretoken": TOKEN["value"]}
            answer = context.request.post("/log-ind/", form=sent, max_redirects=0)
            assert answer.status == GONE_IN, f"{person.name} does not come in: {answer.text()}"
        return self.page
