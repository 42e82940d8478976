"""Going out, at the provider too; and what is never written down anywhere."""

import logging
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from staasted.apps.audit.actor import Role
from staasted.apps.org.services import person_register, role_grant
from tests.identity.visitor import PATIENCE, Visitor
from tests.town import LONG_AGO, replacement_number


@pytest.fixture
def number(transactional_db: None) -> str:
    """The number of a citizen who is known here."""
    written = replacement_number()
    person = person_register(name="Åse Dam", cpr=written)
    role_grant(person=person, role=Role.CITIZEN, from_on=LONG_AGO)
    return written


def log_out(visitor: Visitor) -> str:
    """Press log out; the page."""
    page = visitor.go("/hjaelp/").text
    mark = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    sent = {"csrfmiddlewaretoken": mark}
    answer = visitor.session.post(f"{visitor.home}/log-ud/", sent, timeout=PATIENCE)
    assert answer.status_code == 200
    return answer.text


def farewell(page: str) -> tuple[str, dict[str, list[str]]]:
    """Where the logged-out page leads on to, and what it says there."""
    address = unescape(page.partition('content="0;url=')[2].partition('"')[0])
    return address.partition("?")[0], parse_qs(urlsplit(address).query)


def test_logging_out_leads_on_to_the_provider_and_back(
    number: str, mitid: str, visitor: Visitor
) -> None:
    visitor.log_in(dk__cpr=number)
    where, told = farewell(log_out(visitor))
    assert where == f"{mitid}/oauth2/end_session"
    assert told["client_id"] == ["staasted"]
    assert told["post_logout_redirect_uri"] == [f"{visitor.home}/log-ud/"]
    assert told["id_token_hint"][0].count(".") == 2
    assert requests.get(where, told, timeout=PATIENCE).status_code == 200
    assert "Du er logget ud" in visitor.go("/log-ud/").text
    assert visitor.go("/mit-forloeb/").headers["Location"].startswith("/log-ind/")


def test_a_token_that_holds_the_number_is_not_kept_for_the_farewell(
    number: str, mitid: str, visitor: Visitor, fault: Callable[[str], None]
) -> None:
    fault("number_in_token")
    assert visitor.log_in(dk__cpr=number).status_code == 302
    _, told = farewell(log_out(visitor))
    assert "id_token_hint" not in told


def test_the_number_is_written_down_nowhere(
    number: str,
    mitid: str,
    visitor: Visitor,
    fault: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for wrong in ("", "number_in_token", "expired"):
        fault(wrong)
        visitor.log_in(dk__cpr=number)
    kept = "\n".join(_everything_stored())
    assert "Åse Dam" in kept, "the search sees the database"
    assert "mitid" in kept, "and the sessions"
    said = "\n".join([*(record.getMessage() for record in caplog.records), *visitor.seen])
    assert "login refused" in said, "the search sees the log"
    assert "/tilbage/" in said or "state=" in said, "and the addresses"
    for shape in (number, f"{number[:6]}-{number[6:]}"):
        assert shape not in kept
        assert shape not in said


def _everything_stored() -> list[str]:
    """Every value of every row of every table, sessions unpacked."""
    rows = [
        str(value)
        for model in apps.get_models(include_auto_created=True)
        for row in model.objects.values_list()
        for value in row
    ]
    store = SessionStore()
    return rows + [str(store.decode(each.session_data)) for each in Session.objects.all()]
