"""What is due is erased in whole cases, and nothing else goes with it."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.services import log_verify
from staasted.apps.booking.models import Booking
from staasted.apps.cases.closing import case_reopen
from staasted.apps.citizens.models import Citizen, Power
from staasted.apps.meetings.making import meeting_change
from staasted.apps.meetings.models import SeatWait
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.services import role_grant
from staasted.apps.outbox.models import ReminderWishes
from staasted.apps.outbox.wishes import house_wishes, wishes_keep
from staasted.apps.retention.due import Stop, due_on
from staasted.apps.retention.people import Kept
from staasted.apps.retention.services import due_erase, hold_lift, hold_set
from staasted.apps.screening.models import ScreeningAnswers
from staasted.core.calendar import add_months
from tests import town
from tests.asking import ask_for_the_name
from tests.ending import close_case
from tests.gathering import join, meeting, plan, seated
from tests.happenings import FIRST, book, hold, utc
from tests.town import MONDAY, NOON, Town, bystanders

pytestmark = pytest.mark.django_db

DUE = add_months(MONDAY, 60)
TOO_EARLY = DUE - timedelta(days=1)


def closed(place: Town, *, name: str = "Åse Møller", on: date = MONDAY) -> Citizen:
    """A citizen who has been at a conversation, has booked another, and whose case then closed."""
    case = town.citizen(place.karen, name=name)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    book(case, place.karen)
    close_case(case, place.karen, on=on)
    return case


def erased(on: date = DUE) -> list[str]:
    return [each.subject for each in due_erase(actor=OPERATOR, on=on) if each.rule == "case"]


def test_a_case_is_erased_five_years_after_it_closed_and_not_the_day_before(place: Town) -> None:
    case, other = closed(place), town.citizen(place.karen, name="Bo Åben")
    assert erased(TOO_EARLY) == []
    assert erased() == [case.public_id]
    assert list(Citizen.objects.all()) == [other]
    assert not Person.objects.filter(pk=case.person_id).exists()
    assert not Booking.objects.exists()
    assert erased() == [], "the second time there is nothing left to do"


def test_seats_and_places_in_a_list_go_with_the_case_and_the_others_keep_theirs(
    place: Town,
) -> None:
    case, other = town.citizen(place.karen), town.citizen(place.karen, name="Bo Åben")
    early = meeting(place, seats=2, at=NOON + timedelta(days=1))
    full = meeting(place, seats=1, at=early.ends_at)
    for each, held in ((case, early), (other, early), (other, full), (case, full)):
        join(each, held)
    later = plan(place.karen, seats=2, at=early.starts_at + timedelta(days=1))
    meeting_change(actor=place.counsellor(), meeting=early, plan=later)
    close_case(case, place.karen)
    assert erased() == [case.public_id]
    assert set(Booking.objects.values_list("citizen", flat=True)) == {other.pk}
    assert (seated(early), seated(full)) == ([other], [other])
    assert not SeatWait.objects.exists()


def test_answers_go_a_year_after_the_case_closed_and_the_case_stays(place: Town) -> None:
    case, other = closed(place), town.citizen(place.karen, name="Bo Åben")
    for each in (case, other):
        ScreeningAnswers.objects.create(
            citizen=each, instrument="start", version=1, answers={}, given_at=NOON
        )
    year = add_months(MONDAY, 12)
    assert due_on(year - timedelta(days=1))[1].units == 0
    assert due_on(year)[1].units == 1
    held = hold_set(actor=OPERATOR, public_id=case.public_id, reason="Klagesag 7", by="Jurist")
    assert list(due_erase(actor=OPERATOR, on=year)) == []
    hold_lift(actor=OPERATOR, public_id=held.citizen.public_id, by="Jurist")
    assert [each.rule for each in due_erase(actor=OPERATOR, on=year)] == ["answers"]
    assert [row.citizen for row in ScreeningAnswers.objects.all()] == [other]
    assert Citizen.objects.filter(pk=case.pk).exists()


def test_a_last_day_typed_years_back_erases_nothing_before_its_time(place: Town) -> None:
    long_ago = MONDAY.replace(year=2020)
    case = town.citizen(place.karen, starts_on=long_ago)
    ScreeningAnswers.objects.create(
        citizen=case, instrument="start", version=1, answers={}, given_at=NOON
    )
    close_case(case, place.karen, on=long_ago)
    year = add_months(MONDAY, 12)
    assert list(due_erase(actor=OPERATOR, on=year - timedelta(days=1))) == []
    assert [each.rule for each in due_erase(actor=OPERATOR, on=year)] == ["answers"]
    assert erased(TOO_EARLY) == []
    assert erased() == [case.public_id]


def test_an_open_case_is_never_due_however_old(place: Town) -> None:
    case = closed(place)
    case_reopen(actor=place.counsellor(), citizen=case, on=MONDAY)
    assert erased(add_months(MONDAY, 600)) == []
    with clock.pinned(NOON + timedelta(days=400)):
        close_case(case, place.karen, on=clock.today())
        again = clock.today()
    assert erased(DUE) == [], "the clock begins anew"
    assert erased(add_months(again, 60)) == [case.public_id]


def test_what_stops_a_case_is_named_and_goes_once_it_is_gone(place: Town) -> None:
    held, asked = closed(place), closed(place, name="Bo Spørger")
    hold_set(actor=OPERATOR, public_id=held.public_id, reason="Klagesag 7", by="Jurist")
    ask_for_the_name(reopened(place, asked), place)
    close_case(asked, place.karen)
    stopped = dict(due_on(DUE)[0].stopped)
    assert stopped == {held.public_id: Stop.HOLD, asked.public_id: Stop.NAME_WAITS}
    assert erased() == []
    hold_lift(actor=OPERATOR, public_id=held.public_id, by="Jurist")
    assert erased() == [held.public_id]


def reopened(place: Town, case: Citizen) -> Citizen:
    case_reopen(actor=place.counsellor(), citizen=case, on=MONDAY)
    return case


def test_whoever_works_here_stays_and_is_no_citizen_any_more(place: Town) -> None:
    case = closed(place)
    role_grant(person=case.person, role=Role.FRONT_DESK, from_on=MONDAY)
    with transaction.atomic():
        wishes_keep(person=case.person, wishes=house_wishes(), now=NOON)
    assert due_on(DUE)[0].kept == [(case.public_id, Kept.STAFF)]
    erased()
    assert not ReminderWishes.objects.exists()
    kept = Person.objects.get(pk=case.person_id)
    assert (kept.name, kept.cpr_lookup, kept.birth_date) == ("Åse Møller", None, None)
    assert [row.role for row in RoleGrant.objects.filter(person=kept)] == [Role.FRONT_DESK]


def test_whoever_acts_for_somebody_stays_as_long_as_the_other_case_does(place: Town) -> None:
    case, other = closed(place), town.citizen(place.karen, name="Fie Fælles")
    helpers = bystanders(place, other)
    Power.objects.filter(representative=helpers["representative"]).update(
        representative=case.person
    )
    assert due_on(DUE)[0].kept == [(case.public_id, Kept.ACTS_FOR_OTHERS)]
    erased()
    assert Person.objects.get(pk=case.person_id).cpr_lookup is not None


def test_whoever_acted_for_somebody_once_stays_as_a_name_alone(place: Town) -> None:
    case, other = closed(place), town.citizen(place.karen, name="Fie Fælles")
    helpers = bystanders(place, other)
    power = Power.objects.filter(representative=helpers["representative"])
    power.update(representative=case.person, to_on=MONDAY)
    assert due_on(DUE)[0].kept == [(case.public_id, Kept.MENTIONED)]
    erased()
    kept = Person.objects.get(pk=case.person_id)
    assert (kept.name, kept.cpr_lookup, kept.birth_date) == ("Åse Møller", None, None)


def test_a_helper_nothing_mentions_goes_with_the_last_case(place: Town) -> None:
    case = town.citizen(place.karen)
    helpers = bystanders(place, case)
    close_case(case, place.karen)
    RoleGrant.objects.filter(person=case.person, role=Role.COUNSELLOR).delete()
    list(due_erase(actor=OPERATOR, on=DUE))
    assert not Person.objects.filter(pk=helpers["representative"].pk).exists()
    assert Person.objects.filter(pk=helpers["mate"].pk).exists(), "works here"


def test_the_log_says_what_went_and_its_chain_stands(place: Town) -> None:
    case, other = closed(place), closed(place, name="Bo Bliver", on=date(2026, 5, 17))
    logs_seal(now=NOON)
    name = case.person.name
    erased()
    rows = {row.subject: row for row in ActLog.objects.filter(act="erase_case")}
    assert set(rows) == {case.public_id, other.public_id}
    row = rows[case.public_id]
    assert row.citizens == f"|{case.public_id}|"
    assert row.facts["rows"]["citizens.citizen"] == 1
    assert row.facts["rows"]["booking.booking"] == 2
    assert name not in str(row.facts)
    logs_seal(now=NOON)
    assert log_verify(now=NOON).whole
