"""A colleague named to stand in for a coach who is away: inside the days, and no further."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from staasted.apps.audit.actor import Role
from staasted.apps.booking.absences import absence_correct, absence_record, absence_withdraw
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.net.models import Alert
from staasted.apps.org.models import Person, StaffAbsence
from staasted.apps.org.selectors import actor_for, covering_for
from staasted.apps.talking.answering import answering
from staasted.core.errors import DomainError
from staasted.core.net import OwnerAs
from tests import town
from tests.browsing import Browser, come_in, main, refused
from tests.netting import go_through
from tests.office import Office, build_office
from tests.town import LONG_AGO, MONDAY, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def away(
    office: Office, by: Person | None, *, first: date = MONDAY, last: date | None = FRIDAY
) -> StaffAbsence:
    """Karen is away, and says who answers meanwhile."""
    karen = office.place.karen
    actor = actor_for(person=karen, role=Role.COUNSELLOR)
    return absence_record(actor=actor, person=karen, from_on=first, to_on=last, covered_by=by)


def refusal(office: Office, by: Person, **days: date | None) -> str:
    with pytest.raises(DomainError) as told:
        away(office, by, **days)
    return told.value.code


@pytest.mark.parametrize("who", ["jens", "mette"])
def test_the_one_who_is_named_answers_every_citizen_inside_the_days(
    office: Office, who: str
) -> None:
    named = office.mette if who == "mette" else office.place.jens
    away(office, named)
    for case in office.cases:
        for day in (MONDAY, FRIDAY):
            found = answering(case, office.place.karen, on=day)
            assert (found.by, found.to_on, found.stands_in) == (named, FRIDAY, True)
        for day in (MONDAY - DAY, FRIDAY + DAY):
            found = answering(case, office.place.karen, on=day)
            assert (found.by, found.to_on) == (office.place.karen, None)


@pytest.mark.parametrize("who", ["jens", "mette"])
def test_alerts_are_the_named_ones_until_the_coach_is_back(office: Office, who: str) -> None:
    named = office.mette if who == "mette" else office.place.jens
    alerts = [
        Alert.objects.create(
            citizen=case,
            watch="message_unanswered",
            about_key="1",
            since_on=MONDAY,
            opened_on=MONDAY,
            opened_at=NOON,
            owner=office.place.karen,
            owner_as=OwnerAs.COACH,
        )
        for case in office.cases
    ]
    away(office, named, first=MONDAY + DAY)
    keys = [alert.pk for alert in alerts]
    go_through(MONDAY + DAY)
    assert set(_owners(keys)) == {(named.pk, OwnerAs.STAND_IN)}
    go_through(FRIDAY + DAY)
    assert set(_owners(keys)) == {(office.place.karen.pk, OwnerAs.COACH)}


def _owners(keys: list[int]) -> list[tuple[int, str]]:
    return list(Alert.objects.filter(pk__in=keys).values_list("owner", "owner_as"))


def test_a_case_that_is_marked_for_the_named_one_is_answered_by_another(office: Office) -> None:
    marked, other = office.cases[:2]
    town.keep_apart(marked, office.place.jens)
    away(office, office.place.jens)
    assert answering(marked, office.place.karen, on=MONDAY).by == office.mette
    assert answering(other, office.place.karen, on=MONDAY).by == office.place.jens


def test_who_becomes_away_themself_answers_no_more(office: Office) -> None:
    away(office, office.place.jens)
    jens = office.place.jens
    actor = actor_for(person=jens, role=Role.COUNSELLOR)
    absence_record(actor=actor, person=jens, from_on=MONDAY, to_on=FRIDAY)
    found = answering(office.cases[0], office.place.karen, on=MONDAY)
    assert (found.by, found.to_on) == (office.mette, None)


def test_it_has_a_last_day_within_three_months(office: Office) -> None:
    jens = office.place.jens
    assert refusal(office, jens, last=None) == "cover_without_end"
    assert refusal(office, jens, last=MONDAY + 93 * DAY) == "cover_without_end"
    assert away(office, jens, last=MONDAY + 92 * DAY).covered_by == jens


def test_only_a_coach_of_the_team_who_is_there_is_named(office: Office) -> None:
    other = town.staff_register(name="Mia Dal", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    office.place.in_team(other, name="Team Ø")
    for nobody in (other, office.place.lead, office.place.karen):
        assert refusal(office, nobody) == "cover_beyond_team"
    actor = actor_for(person=office.mette, role=Role.COUNSELLOR)
    absence_record(actor=actor, person=office.mette, from_on=FRIDAY, to_on=FRIDAY)
    assert refusal(office, office.mette) == "cover_is_away"
    assert away(office, office.mette, last=FRIDAY - DAY).covered_by == office.mette


def test_two_do_not_stand_in_on_one_day_and_the_same_days_told_again_replace(
    office: Office,
) -> None:
    away(office, office.place.jens)
    assert refusal(office, office.mette, first=FRIDAY, last=FRIDAY + DAY) == "cover_known"
    assert away(office, office.mette).covered_by == office.mette
    assert StaffAbsence.objects.filter(withdrawn=False).count() == 1


def test_it_is_prolonged_ended_early_and_taken_back_with_the_absence(office: Office) -> None:
    told = away(office, office.place.jens)
    actor = actor_for(person=office.place.karen, role=Role.COUNSELLOR)
    for last in (FRIDAY + 7 * DAY, MONDAY):
        absence_correct(actor=actor, absence=told, from_on=MONDAY, to_on=last)
        told.refresh_from_db()
        assert (told.covered_by, told.to_on) == (office.place.jens, last)
    absence_withdraw(actor=actor, absence=told)
    found = answering(office.cases[0], office.place.karen, on=MONDAY)
    assert (found.by, found.to_on) == (office.place.karen, None)
    assert not covering_for(office.place.counsellor(office.place.jens), on=MONDAY)


def test_days_that_are_moved_keep_who_stands_in(office: Office) -> None:
    told = away(office, office.place.jens)
    actor = actor_for(person=office.place.karen, role=Role.COUNSELLOR)
    absence_correct(actor=actor, absence=told, from_on=MONDAY + DAY, to_on=FRIDAY)
    stands = StaffAbsence.objects.get(person=office.place.karen, withdrawn=False)
    assert (stands.from_on, stands.covered_by) == (MONDAY + DAY, office.place.jens)


def test_nobody_names_who_stands_in_for_a_colleague(office: Office) -> None:
    actor = actor_for(person=office.mette, role=Role.COUNSELLOR)
    karen, jens = office.place.karen, office.place.jens
    with pytest.raises(AccessRefused):
        absence_record(actor=actor, person=karen, from_on=MONDAY, to_on=FRIDAY, covered_by=jens)


def test_both_and_the_citizen_read_who_answers_and_until_when(office: Office) -> None:
    karen, jens = Browser(office.place.karen), office.place.jens
    told = {"act": "dage", "away_from": "2026-05-18", "covered_by": jens.public_id}
    address = reverse("times_away", kwargs={"public_id": office.place.karen.public_id})
    assert "skal der være en sidste dag" in refused(karen, address, **told)
    assert "Imens svarer Jens Ågård" in karen.post(address, away_to="2026-05-22", **told)
    until = "Du svarer for Karen Østergård til og med fredag den 22. maj 2026"
    client = come_in(jens, purpose="cover")
    for page in ("/i-dag/", "/team/samtaler/"):
        assert until in main(client.get(page).content.decode())
    said = Browser(office.cases[0].person).get(reverse("talk"))
    assert "Jens Ågård læser og svarer i stedet, til og med fredag den 22. maj" in said
