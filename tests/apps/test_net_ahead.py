"""The nights ahead: what is foreseen is what comes when nobody acts, and nothing is written."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from typer.testing import CliRunner

from staasted.apps.agreements.answering import proposals_lapse
from staasted.apps.agreements.services import agreement_propose
from staasted.apps.agreements.states import ProposedBy
from staasted.apps.agreements.terms import Terms
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.net.ahead import net_ahead
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.catalog.watches import watches
from staasted.cli.main import app
from staasted.core.axes import Freedom
from tests import town
from tests.happenings import book, hold, utc
from tests.inviting import invite
from tests.netting import DAY, agrees, go_through, night, pauses
from tests.talking import posts, wants_help, writes
from tests.town import MONDAY, NOON, Town, build_town
from tests.waiting import asks_for_call

pytestmark = pytest.mark.django_db
NIGHTS = 30


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def people(office: Town) -> list[Citizen]:
    """One of each: what the days to come bring to them is all that happens."""
    office.in_team(office.karen, office.jens)
    names = ("Ane", "Bo", "Clara", "David", "Ea", "Finn", "Gry", "Hans", "Ida")
    made = [
        town.citizen(
            office.karen,
            name=f"{name} Fremover",
            starts_on=MONDAY - 9 * DAY,
            asked_on=MONDAY - 9 * DAY,
        )
        for name in names
    ]
    made.append(town.citizen(office.karen, name="Jon Fremover"))
    _, agreed, paused, booked, helped, posted, called, ending, proposed, asked = made
    far = {"until": MONDAY + 120 * DAY, "at": NOON - DAY}
    for case in (helped, posted, called, ending, proposed):
        hold(case, office.karen, utc(2026, 5, 12, 6))
        agrees(case, office.karen, **far)
    agrees(agreed, office.karen, until=MONDAY + 3 * DAY, at=NOON - DAY)
    hold(paused, office.karen, utc(2026, 5, 12, 6))
    pauses(paused, office.karen, until=MONDAY + 6 * DAY, at=NOON - DAY)
    hold(asked, office.karen, utc(2026, 5, 6, 8), purpose="first_conversation", channel="in_person")
    BenefitPeriod.objects.filter(citizen=ending).update(ends_on=MONDAY + 35 * DAY)
    absence = {"from_on": MONDAY + 9 * DAY, "to_on": MONDAY + 14 * DAY}
    absence_record(actor=town.operator, person=office.karen, **absence)
    with clock.pinned(NOON):
        book(booked, office.karen)
        writes(helped, "Er der nogen?")
        wants_help(helped)
        posts(posted, office.karen)
        asks_for_call(called)
        invite(office, asked)
        agreement_propose(
            actor=office.counsellor(),
            citizen=proposed,
            terms=Terms(Freedom.CHECK_INS, 6, MONDAY + 20 * DAY, MONDAY + 30 * DAY),
            proposed_by=ProposedBy.COUNSELLOR,
        )
    return made


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """Every table as it is."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        found[model._meta.label] = list(model._base_manager.order_by("pk").values_list())
    return found


def test_what_is_foreseen_is_what_comes_when_nobody_acts(
    office: Town, people: list[Citizen]
) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        foreseen = list(net_ahead(now=NOON, nights=NIGHTS))
    raised = Alert.objects.filter(lead_on__isnull=False).count()
    for number, ahead in enumerate(foreseen, start=1):
        day = MONDAY + number * DAY
        assert ahead.on == day
        with clock.pinned(night(day)):
            proposals_lapse()
            invitations_round(now=night(day))
        go_through(day)
        came = Alert.objects.filter(opened_on=day).values_list("watch", flat=True)
        assert sorted(ahead.opened.elements()) == sorted(came), day
        told = Alert.objects.filter(lead_on__isnull=False).count()
        assert ahead.raised == told - raised, day
        raised = told
        figure = NightlyFigure.objects.get(on=day, group="")
        for column, number_then in ahead.figures._asdict().items():
            assert getattr(figure, column) == number_then, (day, column)
    opened = {watch for ahead in foreseen for watch in ahead.opened}
    assert opened >= {
        *("nothing_ahead", "silence", "slipped_agreement", "pause_over", "help_unanswered"),
        *("message_unanswered", "unread_letter", "no_free_times", "benefit_ending"),
        *("proposal_lapsed", "not_booked"),
    }
    assert foreseen[-1].figures.lost > foreseen[0].figures.lost


@pytest.mark.usefixtures("people")
def test_the_command_writes_nothing_and_names_nobody() -> None:
    go_through(MONDAY)
    before = every_row()
    assert sum(map(len, before.values())) > 100
    with clock.pinned(NOON):
        said = CliRunner().invoke(app, ["net", "simulate", "--nights", "9"])
        told = CliRunner().invoke(app, ["net", "simulate", "--nights", "9", "--json"])
    assert every_row() == before
    assert (said.exit_code, told.exit_code) == (0, 0)
    assert len(said.output.splitlines()) == 11
    assert text("net.cli.means") in said.output
    assert watches()["pause_over"].words.name in said.output
    assert not any(name in said.output + told.output for name in ("Fremover", "Karen"))
    nights = json.loads(told.output)
    assert [each["on"] for each in nights] == [
        (MONDAY + timedelta(days=number)).isoformat() for number in range(1, 10)
    ]
    assert sum(sum(each["opened"].values()) for each in nights) > 5


@pytest.mark.parametrize("nights", ["0", "92", "mange"])
def test_so_many_nights_are_not_foreseen(nights: str) -> None:
    assert CliRunner().invoke(app, ["net", "simulate", "--nights", nights]).exit_code == 2


def test_before_anybody_is_here_nobody_is_lost() -> None:
    with clock.pinned(NOON):
        (ahead,) = net_ahead(now=NOON, nights=1)
    assert (ahead.figures.open, ahead.opened, ahead.raised) == (0, {}, 0)
