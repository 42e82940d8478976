"""Django's sessions in the database, read by a prepared question: each request reads one."""

from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.org.clock import clock


class SessionStore(DjangoStore):
    """As Django's own; Django finds it by this name."""

    def _get_session_from_db(self) -> Session | None:
        found = _session()(key=self.session_key, now=clock.of_the_machine())
        if found:
            return found[0]
        self._session_key = None
        return None


@Prepared
def _session(given: Given) -> QuerySet[Session]:
    live = {"session_key": given.word("key"), "expire_date__gt": given.moment("now")}
    return Session.objects.filter(**live)
