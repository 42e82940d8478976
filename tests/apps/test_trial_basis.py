"""What a trial rests on: nobody approves what is only remembered, and its papers lack one thing."""

import html
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from staasted.apps.org.clock import clock
from staasted.apps.trials.models import TrialAct
from staasted.apps.trials.services import trial_approve
from staasted.catalog.loader import catalog
from staasted.catalog.papers import missing_of
from staasted.catalog.texts import text
from staasted.cli.trials_said import TrialTold, trial_said
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said
from tests import town
from tests.apps.trial_drafts import DRAFT, own_folder
from tests.happenings import utc

pytestmark = pytest.mark.django_db

REMEMBERED = DRAFT.replace("letter_of_monday", "remembered").replace("LM-", "RM-")
REMEMBERED = REMEMBERED.replace("grade: A", "grade: C")
IN_PART = DRAFT.replace("letter_of_monday", "in_part").replace("LM-", "IP-")
IN_PART = IN_PART.replace("    mode: waive", "    grade: C\n    mode: waive")


@pytest.fixture(scope="module", autouse=True)
def _drafts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_folder(tmp_path_factory.mktemp("own"), DRAFT, REMEMBERED, IN_PART):
        yield


@pytest.mark.parametrize("slug", ["remembered", "in_part"])
def test_a_draft_that_rests_on_what_is_remembered_is_not_approved(slug: str) -> None:
    told = {"actor": town.operator, "on": date(2026, 5, 18), "by": "Birgitte Holm"}
    with pytest.raises(DomainError, match="trial_without_basis") as refused:
        trial_approve(slug=slug, **told)
    assert "grad C" in said(refused.value).why
    assert not TrialAct.objects.exists()
    trial_approve(slug="letter_of_monday", **told)


def test_the_page_and_the_command_say_the_same_papers_are_lacking(client: Client) -> None:
    entry = catalog().trials["letter_of_monday"]
    missing = missing_of(entry)
    assert text("rules.trial.missing.granted.by") in missing
    told = [line.strip() for line in trial_said(TrialTold(entry, (), date(2026, 5, 18)))]
    assert [line for line in told if line.startswith("Mangler")] == [
        text("cli.trialing.missing", what=each) for each in missing
    ]
    demo = missing_of(catalog().trials["demo_average"])
    with clock.pinned(utc(2026, 11, 16, 11)):
        page = html.unescape(client.get("/regler/").content.decode())
    assert (text("login.rules.missing", missing=", ".join(demo)) in page) is bool(demo)
