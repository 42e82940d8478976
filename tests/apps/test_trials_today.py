"""Ådal's own trial, as the pages of the rooms say it on Monday 16 November 2026."""

import html
from datetime import date

import pytest
from django.test import Client

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.effort.effects import Thought, effects_of
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.apps.trials.selectors import trials_here
from staasted.apps.trials.services import trial_begin, trial_stop
from staasted.catalog.texts import text
from staasted.core.axes import ConversationForm
from staasted.core.effort import Judged
from staasted.core.errors import DomainError
from staasted.core.law import Effort, Status
from tests import town
from tests.browsing import Browser
from tests.happenings import utc
from tests.town import AADAL, Town

TODAY = date(2026, 11, 16)
ASKED = date(2026, 8, 3)
NAME = "Aftalte samtaler"


@pytest.fixture(autouse=True)
def november():
    """Everything happens at noon on Monday 16 November 2026."""
    with clock.pinned(utc(2026, 11, 16, 11)):
        yield


pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=ASKED, lives_in=AADAL)


def held(case: Citizen, *days: date, form: str = "individual") -> None:
    Conversation.objects.bulk_create(
        Conversation(
            citizen=case,
            starts_at=utc(day.year, day.month, day.day, 9),
            purpose="plan_and_next_step",
            form=form,
            channel="in_person",
            held_by="counsellor",
            outcome="held",
            minutes=30,
            closed_at=clock.now(),
        )
        for day in days
    )


def read(response) -> str:
    return html.unescape(response.content.decode())


def test_the_number_is_lifted_a_floor_stands_instead_and_the_law_is_still_said(
    ase: Citizen,
) -> None:
    held(ase, date(2026, 8, 6))
    owed = {o.rule.id: o for o in course_of(ase, on=TODAY).obligations}
    assert owed["V6b-JP-1"].status is Status.LIFTED
    assert owed["V6b-JP-1"].without.due == date(2027, 2, 3)
    assert owed["AAD-1-GULV"].status is Status.BREACH
    assert owed["V6b-ALL-1-JP"].status is Status.MET


def test_somebody_who_lives_elsewhere_is_in_no_trial(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=ASKED)
    course = course_of(case, on=TODAY)
    assert (course.answer.trials, course.answer.without) == ((), None)


def test_the_citizen_reads_which_trial_it_is_and_what_the_law_would_say(ase: Citizen) -> None:
    held(ase, date(2026, 8, 6))
    page = html.unescape(Browser(ase.person).get("/mit-forloeb/"))
    assert text("rules.trial.of_you_until", name=NAME, until="søndag den 31. december 2028") in page
    assert "Uden forsøget: 1 af 4 holdt. Senest onsdag den 3. februar 2027." in page
    assert "Mindst én samtale hver 3. måned" in page
    assert text("rules.trial.demo") in page


def test_everybody_reads_what_we_are_freed_from_and_what_we_promise(client: Client) -> None:
    page = read(client.get("/regler/"))
    assert text("login.rules.trials") in page
    assert NAME in page
    assert text("login.rules.trial_until", until="søndag den 31. december 2028") in page
    before = read(client.get("/regler/?dag=2026-06-30"))
    assert text("login.rules.trials") not in before
    others = read(client.get("/regler/?gruppe=sickness_benefit"))
    assert NAME not in others


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "i morgen", ""])
def test_any_day_may_be_asked_for(client: Client, day: str) -> None:
    assert client.get("/regler/", {"dag": day}).status_code == 200


def test_the_level_page_holds_each_group_to_its_average_and_says_what_is_in_the_bank(
    ase: Citizen, place: Town
) -> None:
    held(ase, date(2026, 8, 6), date(2026, 9, 10), date(2026, 11, 2))
    levels = level_on(place.leading(), on=TODAY)
    (job_ready,) = [c for c in levels.conditions if c.effort is Effort.CONVERSATION]
    assert (job_ready.group, job_ready.last) == (town.JOB_READY, None)
    assert job_ready.budget.so_far.counted == 3
    assert job_ready.budget.so_far.wanted == pytest.approx(4 * 106 / 185, abs=0.01)
    assert job_ready.budget.so_far.judged is Judged.MET
    page = html.unescape(Browser(place.lead).get("/niveau/"))
    for said in ("Vores forsøg", NAME, "3 holdt, 2,3 krævet", "+0,7"):
        assert said in page, said


def test_those_below_the_floor_are_named_and_the_legal_figure_leaves_the_promise_out(
    ase: Citizen, place: Town
) -> None:
    held(ase, date(2026, 8, 6))
    levels = level_on(place.leading(), on=TODAY)
    assert levels.below_floor == (ase.public_id,)
    told = [o.rule.id for p in levels.conversations.persons for o in p.obligations]
    assert told == ["V6b-ALL-1-JP"]
    page = html.unescape(Browser(place.lead).get("/niveau/?vis=gulv"))
    assert text("lead.level.people_caption.gulv") in page
    assert "Åse Møller" in page


def test_the_counsellor_sees_what_the_next_conversation_means_before_it_is_booked(
    ase: Citizen, place: Town
) -> None:
    held(ase, date(2026, 8, 6))
    agreed = date(2026, 11, 25)
    found = effects_of(place.counsellor(), ase, Thought(agreed), on=TODAY)
    assert (found.person.value, found.person.reason) == (1, "counted")
    assert {d.after.rule.id for d in found.person.duties} >= {"AAD-1-GULV"}
    (group,) = found.groups
    assert group.after.budget.forecast == pytest.approx(group.before.budget.forecast + 1)
    page = html.unescape(
        Browser(place.karen).get(
            f"/borgere/{ase.public_id}/betydning/?dag={agreed}"
            "&form=individual&kanal=in_person&holder=counsellor"
        )
    )
    assert text("counsellor.effect.counts") in page
    assert "Mindst én samtale hver 3. måned" in page


def test_a_group_conversation_counts_in_the_trial_within_its_part(
    ase: Citizen, place: Town
) -> None:
    held(ase, date(2026, 8, 6), date(2026, 8, 20), date(2026, 9, 1))
    thought = Thought(TODAY, form=ConversationForm.GROUP)
    found = effects_of(place.counsellor(), ase, thought, on=TODAY)
    assert (found.person.value, found.person.reason) == (1, "counted_by_trial")
    (group,) = found.groups
    assert group.after.budget.so_far.counted == group.before.budget.so_far.counted + 1
    held(ase, date(2026, 9, 10), form="group")
    (full,) = effects_of(place.counsellor(), ase, thought, on=TODAY).groups
    assert full.after.budget.so_far.over_cap == 1
    assert full.after.budget.so_far.counted == full.before.budget.so_far.counted


@pytest.mark.parametrize("sent", ["dag=i+morgen", "dag=2026-11-20&form=brev", "dag="])
def test_a_thought_that_cannot_be_read_is_said_and_nothing_breaks(
    ase: Citizen, place: Town, sent: str
) -> None:
    page = Browser(place.karen).client.get(f"/borgere/{ase.public_id}/betydning/?{sent}")
    assert page.status_code == 400
    assert "form-error" in read(page)


def test_every_trial_is_known_here_and_two_run_ours_and_the_last_of_north_jutlands() -> None:
    found = {here.entry.slug: here for here in trials_here()}
    assert len(found) == 22
    running = [slug for slug, here in found.items() if here.runs_on(TODAY)]
    assert running == ["demo_average", "north_jutland_running"]
    assert not found["north_jutland_running"].runs_on(date(2027, 1, 1))


def left_on(case: Citizen, day: date) -> None:
    BenefitPeriod.objects.filter(citizen=case).update(ends_on=day)


def test_a_closed_period_is_judged_on_everybody_who_was_in_it(place: Town) -> None:
    stayed = town.citizen(place.karen, asked_on=date(2026, 7, 6), lives_in=AADAL)
    held(stayed, *(date(2026, month, 9) for month in range(7, 12)))
    for name in ("Bo Friis", "Ida Toft", "Per Lund"):
        gone = town.citizen(place.karen, name=name, asked_on=date(2026, 7, 6), lives_in=AADAL)
        left_on(gone, date(2026, 12, 20))

    def closed(day: date):
        return next(c for c in level_on(place.leading(), on=day).conditions if c.last).last.so_far

    first, later = closed(date(2027, 1, 4)), closed(date(2027, 3, 1))
    assert (first.persons, first.counted, first.judged) == (4, 5, Judged.BREACH)
    assert (later.persons, later.counted, later.wanted) == (4, 5, first.wanted)


def test_the_last_period_of_a_trial_is_shown_for_as_long_again(place: Town) -> None:
    town.citizen(place.karen, asked_on=date(2028, 7, 3), lives_in=AADAL)

    def told(day: date) -> int:
        return len(level_on(place.leading(), on=day).conditions)

    assert told(date(2028, 12, 31)) >= 1
    ended = level_on(place.leading(), on=date(2029, 1, 2)).conditions
    assert ended[0].last.so_far.judged is Judged.BREACH
    assert told(date(2029, 7, 2)) == 0


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("9999-12-31", "dag"),
        ("2028-06-01", "dag"),
        ("0001-01-01", "dag_past"),
        ("2026-11-15", "dag_past"),
    ],
)
def test_a_next_conversation_that_has_been_or_is_too_far_off_is_refused(
    ase: Citizen, place: Town, day: str, why: str
) -> None:
    sent = f"?dag={day}&form=individual&kanal=phone&holder=counsellor"
    page = Browser(place.karen).client.get(f"/borgere/{ase.public_id}/betydning/{sent}")
    assert page.status_code == 400
    assert text(f"counsellor.effect.error.{why}") in read(page)


def test_what_its_own_file_began_is_not_begun_again_and_is_stopped_inside_its_days(
    db: None,
) -> None:
    told = {"actor": town.operator, "slug": "demo_average", "by": "Birgitte Holm"}
    with pytest.raises(DomainError, match="trial_runs_already"):
        trial_begin(on=date(2027, 2, 1), **told)
    with pytest.raises(DomainError, match="trial_over_by_then"):
        trial_stop(on=date(2099, 1, 1), **told)
    trial_stop(on=date(2027, 6, 1), **told)
    with pytest.raises(DomainError, match="trial_stopped_already"):
        trial_begin(on=date(2027, 7, 1), **told)
