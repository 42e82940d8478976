"""A trial is approved, begun and stopped by somebody, on a day, and the answers move with it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.trials.models import TrialAct
from staasted.apps.trials.reach import citizens_reached
from staasted.apps.trials.selectors import book_in_force, trial_here, trials_here
from staasted.apps.trials.services import trial_approve, trial_begin, trial_stop
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.core.law import Status
from staasted.core.law.trial import TrialStatus
from tests import town
from tests.apps.trial_drafts import DRAFT, own_folder
from tests.town import MONDAY, NOON, Town

SLUG = "letter_of_monday"
BIRGITTE = "Birgitte Holm"
EVE, BEGUN, STOPPED = date(2026, 5, 31), date(2026, 6, 1), date(2026, 12, 1)
OTHER = DRAFT.replace(SLUG, "second").replace("LM-", "SE-").replace("Aftalte", "Andre")
REFUSED = OTHER.replace("second", "third").replace("SE-", "TH-").replace("draft", "refused")
ASKS = (
    OTHER.replace("second", "fifth")
    .replace("SE-", "FI-")
    .replace("status: draft", "status: approved")
)
ASKS = ASKS.replace("    act: LAB", "    act: LAB\n    when: {told: in_trial}", 1)
ASKS = ASKS.replace("[viborg]", "[thisted]").partition("cases:")[0]
TOLD = REFUSED.replace("third", "fourth").replace("TH-", "FO-").replace("refused", "descriptive")


@pytest.fixture(scope="module", autouse=True)
def _drafts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_folder(tmp_path_factory.mktemp("own"), DRAFT, OTHER, REFUSED, TOLD):
        yield


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Asked for help in Viborg on 4 May: four conversations by 4 November."""
    return living(place, "0791")


def living(place: Town, code: str, **said: object) -> Citizen:
    """Somebody who lives in the municipality of a code."""
    case = town.citizen(place.karen, **said)
    case.municipality_code = code
    case.save()
    return case


def approve(slug: str = SLUG, on: date = MONDAY, by: str = BIRGITTE) -> TrialAct:
    return trial_approve(actor=OPERATOR, slug=slug, on=on, by=by, reason="Brev af 11. maj.")


def begin(slug: str = SLUG, on: date = BEGUN) -> TrialAct:
    return trial_begin(actor=OPERATOR, slug=slug, on=on, by=BIRGITTE)


def approve_and_begin(slug: str) -> None:
    approve(slug)
    begin(slug)


def stop(on: date = STOPPED) -> TrialAct:
    return trial_stop(actor=OPERATOR, slug=SLUG, on=on, by=BIRGITTE)


def number(case: Citizen, on: date = MONDAY):
    """What the law's number is for the citizen on a day."""
    return next(o for o in course_of(case, on=on).obligations if o.rule.id == "V5-OT-1")


def test_a_draft_and_one_only_approved_change_nothing(ase: Citizen) -> None:
    assert (number(ase).status, number(ase).due) == (Status.OPEN, date(2026, 11, 4))
    approve()
    assert number(ase).status is Status.OPEN
    assert not trial_here(SLUG).runs_on(BEGUN)


def test_from_the_day_it_is_begun_it_lifts_what_falls_due(ase: Citizen) -> None:
    approve()
    begin()
    before, lifted = number(ase, EVE), number(ase, BEGUN)
    assert (before.status, before.due) == (Status.OPEN, date(2026, 11, 4))
    assert (lifted.status, lifted.trial.id) == (Status.LIFTED, "LM-1")
    assert (lifted.without.status, lifted.without.due) == (Status.OPEN, date(2026, 11, 4))
    here = trial_here(SLUG)
    assert [here.runs_on(day) for day in (EVE, BEGUN)] == [False, True]


def test_what_falls_due_after_it_was_stopped_follows_the_law(ase: Citizen) -> None:
    approve()
    begin()
    stop(on=date(2026, 11, 4))
    assert number(ase, BEGUN).status is Status.OPEN
    here = trial_here(SLUG)
    assert [here.runs_on(date(2026, 11, day)) for day in (3, 4)] == [True, False]


def test_what_falls_due_on_its_last_day_is_lifted(ase: Citizen) -> None:
    approve()
    begin()
    stop(on=date(2026, 11, 5))
    assert number(ase, BEGUN).status is Status.LIFTED


@pytest.mark.parametrize(
    ("code", "status"),
    [("0791", Status.LIFTED), ("791", Status.LIFTED), ("0751", Status.OPEN), ("", Status.OPEN)],
)
def test_it_is_for_those_who_live_there(place: Town, code: str, status: Status) -> None:
    approve()
    begin()
    assert number(living(place, code), BEGUN).status is status


def test_the_status_follows_the_acts(db: None) -> None:
    assert trial_here(SLUG).status is TrialStatus.DRAFT
    approve()
    assert trial_here(SLUG).status is TrialStatus.APPROVED
    begin()
    stop()
    assert [act.kind for act in trial_here(SLUG).acts] == ["approved", "begun", "stopped"]
    assert trial_here("third").status is TrialStatus.REFUSED
    assert trial_here("nowhere") is None


def test_trials_are_listed_the_newest_first(db: None) -> None:
    found = [here.entry.from_on for here in trials_here()]
    assert found == sorted(found, reverse=True)
    assert len(found) == len(catalog().trials)


def test_each_act_is_logged_in_its_own_transaction(place: Town) -> None:
    act = approve()
    assert (act.by, act.on, act.reason, act.made_at) == (
        BIRGITTE,
        MONDAY,
        "Brev af 11. maj.",
        NOON,
    )
    log = ActLog.objects.get(act="trial_act")
    assert (log.subject, log.role) == (SLUG, "operator")
    assert log.facts == {"on": "2026-05-18", "kind": "approved"}
    trial_begin(actor=place.leading(), slug=SLUG, on=BEGUN, by=BIRGITTE)
    logged = ActLog.objects.filter(act="trial_act").order_by("id").last()
    assert (logged.actor, logged.role) == (place.lead.public_id, "lead")


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("third", "trial_never_here"),
        ("fourth", "trial_never_here"),
        ("nowhere", "trial_unknown"),
    ],
)
def test_one_refused_or_only_described_is_never_approved(db: None, slug: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        approve(slug)
    with pytest.raises(DomainError):
        begin(slug)
    assert not TrialAct.objects.exists()


def test_nothing_is_done_twice(db: None) -> None:
    approve()
    with pytest.raises(DomainError, match="trial_act_twice"):
        approve(on=BEGUN)
    begin()
    with pytest.raises(DomainError, match="trial_act_twice"):
        begin(on=STOPPED)
    stop()
    with pytest.raises(DomainError, match="trial_act_twice"):
        stop()
    assert TrialAct.objects.count() == 3
    assert ActLog.objects.filter(act="trial_act").count() == 3


def test_one_that_is_not_approved_is_neither_begun_nor_stopped(db: None) -> None:
    with pytest.raises(DomainError, match="trial_not_approved"):
        begin()
    approve()
    with pytest.raises(DomainError, match="trial_not_approved"):
        stop()


@pytest.mark.parametrize("on", [date(2026, 4, 30), date(2029, 1, 1)])
def test_it_begins_inside_its_own_days(db: None, on: date) -> None:
    approve()
    with pytest.raises(DomainError, match="trial_outside_days"):
        begin(on=on)


def test_it_is_not_stopped_before_it_has_run_a_day(db: None) -> None:
    approve()
    begin()
    with pytest.raises(DomainError, match="trial_stops_before_it_begins"):
        stop(on=BEGUN)


def test_an_act_is_somebodys(db: None) -> None:
    with pytest.raises(DomainError, match="trial_without_name"):
        approve(by="  ")
    assert approve(by=f" {BIRGITTE} ").by == BIRGITTE


def test_two_trials_of_equal_rank_for_the_same_people_are_refused_and_both_named(db: None) -> None:
    approve()
    begin()
    with pytest.raises(DomainError, match="trial_conflict") as refused:
        approve_and_begin("second")
    assert {refused.value.values[side] for side in ("one", "other")} == {
        "Aftalte samtaler",
        "Andre samtaler",
    }
    assert {part.trial for part in book_in_force().parts} >= {SLUG}
    assert "second" not in {part.trial for part in book_in_force().parts}


def test_they_may_follow_one_another(db: None) -> None:
    approve()
    begin()
    stop()
    approve("second")
    begin("second", on=STOPPED)
    assert trial_here("second").runs_on(STOPPED)
    assert not trial_here(SLUG).runs_on(STOPPED)


def test_a_counsellor_and_a_citizen_have_no_business_here(place: Town, ase: Citizen) -> None:
    parts = trial_here(SLUG).parts
    for actor in (place.counsellor(), town.acting(ase)):
        for service in (trial_approve, trial_begin, trial_stop):
            with pytest.raises(AccessRefused):
                service(actor=actor, slug=SLUG, on=BEGUN, by=BIRGITTE)
        with pytest.raises(AccessRefused):
            citizens_reached(actor, parts, on=MONDAY)
    assert not TrialAct.objects.exists()


def test_the_database_holds_each_act_once_and_of_somebody(db: None) -> None:
    act = approve()
    act.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrialAct.objects.update(by="")


def draft_parts():
    return [part for part in catalog().parts if part.trial == SLUG]


def test_open_citizens_in_its_groups_and_places_are_counted(
    place: Town, ase: Citizen, django_assert_num_queries
) -> None:
    living(place, "0751", name="Bo Friis")
    closed = living(place, "0791", name="Ib Lund")
    closed.closed_on = MONDAY
    closed.save()
    living(place, "0791", name="Eva Dam", group="group:sickness_benefit")
    with django_assert_num_queries(1):
        found = citizens_reached(place.leading(), draft_parts(), on=MONDAY)
    assert (found.by_part, found.altogether) == ({"LM-1": 1}, 1)


def test_a_part_that_has_not_begun_is_counted_on_its_first_day(place: Town, ase: Citizen) -> None:
    later = living(place, "791", name="Bo Friis", asked_on=date(2026, 5, 25))
    assert citizens_reached(OPERATOR, draft_parts(), on=MONDAY).altogether == 1
    assert citizens_reached(OPERATOR, draft_parts(), on=date(2026, 5, 25)).altogether == 2
    later.periods.update(ends_on=date(2026, 5, 25))
    assert citizens_reached(OPERATOR, draft_parts(), on=date(2026, 5, 26)).altogether == 1
    assert citizens_reached(OPERATOR, draft_parts(), on=date(2026, 4, 1)).altogether == 0
    assert citizens_reached(OPERATOR, draft_parts(), on=date(2029, 1, 1)).altogether == 0
