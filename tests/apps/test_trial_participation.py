"""Who takes part in a trial that asks: from a day to a day, logged, and only while they do."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from typer.testing import CliRunner

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import arrangement_of, course_of
from staasted.apps.trials.models import TrialParticipation
from staasted.apps.trials.services import participation_begin, participation_end
from staasted.cli.main import app
from staasted.core.errors import DomainError
from staasted.core.law import Status
from tests import town
from tests.apps.trial_drafts import DRAFT, own_folder
from tests.town import Town

OPEN = "letter_of_monday"
BEGUN, STOPPED = date(2026, 6, 1), date(2026, 12, 1)
ASKS = (
    DRAFT.replace(OPEN, "fifth")
    .replace("LM-", "FI-")
    .replace("status: draft", "status: approved")
    .replace("    act: LAB", "    act: LAB\n    when: {told: in_trial}", 1)
    .replace('"§ 31, stk. 1 og 3"', '"§ 31, stk. 1 og 3", "§ 34"')
    .replace("only: [conversations]", "only: [conversations, booking]")
    .partition("cases:")[0]
)


@pytest.fixture(scope="module", autouse=True)
def _drafts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_folder(tmp_path_factory.mktemp("own"), DRAFT, ASKS):
        yield


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Asked for help in Viborg on 4 May: four conversations by 4 November."""
    return town.citizen(place.karen, lives_in="0791")


def enrol(ase: Citizen, slug: str = "fifth", on: date = BEGUN) -> TrialParticipation:
    return participation_begin(actor=OPERATOR, citizen=ase, slug=slug, from_on=on)


def number_on(case: Citizen, day: date) -> Status:
    owed = {o.rule.id: o for o in course_of(case, on=day).obligations}
    return owed["V5-OT-1"].status


def test_a_trial_that_asks_who_takes_part_reaches_those_who_do_while_they_do(ase: Citizen) -> None:
    assert number_on(ase, BEGUN) is Status.OPEN
    enrol(ase)
    assert number_on(ase, BEGUN) is Status.LIFTED
    participation_end(actor=OPERATOR, citizen=ase, slug="fifth", to_on=date(2026, 8, 31))
    assert number_on(ase, date(2026, 9, 1)) is Status.OPEN, "due in November, when they are out"
    again = enrol(ase, on=date(2026, 9, 1))
    assert again.to_on is None
    acts = ActLog.objects.filter(act__startswith="participation").values_list("act", flat=True)
    assert sorted(acts) == ["participation_begin", "participation_begin", "participation_end"]


def test_somebody_takes_part_once_at_a_time_and_only_where_a_trial_asks(ase: Citizen) -> None:
    with pytest.raises(DomainError, match="participation_none"):
        participation_end(actor=OPERATOR, citizen=ase, slug="fifth", to_on=BEGUN)
    enrol(ase)
    with pytest.raises(DomainError, match="participation_twice"):
        enrol(ase, on=STOPPED)
    with pytest.raises(DomainError, match="trial_without_participants"):
        enrol(ase, slug=OPEN)
    with pytest.raises(DomainError, match="trial_unknown"):
        enrol(ase, slug="nowhere")
    with pytest.raises(AccessRefused):
        participation_begin(actor=town.acting(ase), citizen=ase, slug="fifth", from_on=BEGUN)


def test_the_database_holds_one_running_part_and_no_backward_one(ase: Citizen) -> None:
    enrol(ase)
    for told in ({"from_on": STOPPED}, {"from_on": STOPPED, "to_on": BEGUN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrialParticipation.objects.create(citizen=ase, trial="fifth", **told)


def test_booking_is_free_for_those_who_take_part(ase: Citizen) -> None:
    assert arrangement_of(ase, on=BEGUN).trial is None
    enrol(ase)
    assert arrangement_of(ase, on=BEGUN).trial.id == "FI-1"


def run(*words: str):
    return CliRunner().invoke(app, ["trials", *words])


def test_the_operator_enrols_and_withdraws_and_the_reading_is_logged(ase: Citizen) -> None:
    result = run("enrol", "fifth", ase.public_id, "--from", "2026-06-01")
    assert result.exit_code == 0, result.output
    assert f"Borgeren {ase.public_id} er med i Aftalte samtaler fra 2026-06-01." in result.output
    assert ReadLog.objects.order_by("-id").first().page == "trials enrolled"
    again = run("enrol", "fifth", ase.public_id, "--from", "2026-07-01")
    assert (again.exit_code, "er allerede med" in again.output) == (1, True)
    result = run("withdraw", "fifth", ase.public_id, "--to", "2026-08-31")
    assert "til og med 2026-08-31" in result.output
    assert run("withdraw", "fifth", ase.public_id, "--to", "2026-09-30").exit_code == 1
    assert run("enrol", "fifth", "2222222222", "--from", "2026-06-01").exit_code == 1
    assert "Åse" not in result.output
