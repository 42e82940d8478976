"""A list in which a name is hidden does not tell it by its place, and a search counts as one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import partner_invite
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.rate_models import Rate
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Holder
from tests import town
from tests.browsing import come_in
from tests.inviting import invite, who_books
from tests.town import LONG_AGO, MONDAY, NOON, Town

SAID_OF_A_LINK = re.compile(r'<span class="sr-only">.*?</span>')
HIDDEN = text("ui.protected_name")


def four(place: Town, coach: Person | None) -> list[Citizen]:
    """Two shown and two protected, whose names begin with other letters."""
    cases = [town.citizen(coach, name=f"{letter} Hansen") for letter in ("Anna", "Camilla")]
    for letter in ("Bente", "Anders"):
        hidden = town.citizen(coach, name=f"{letter} Hansen")
        Person.objects.filter(pk=hidden.person_id).update(protected=True)
        cases.append(hidden)
    return cases


def without_a_coach(place: Town) -> str:
    four(place, None)
    return come_in(place.lead).get("/niveau/uden-coach/").content.decode()


def of_a_coach(place: Town) -> str:
    four(place, place.karen)
    page = come_in(place.lead).get(f"/coaches/{place.karen.public_id}/overdrag/?vis=navne")
    return page.content.decode()


def of_the_team(place: Town) -> str:
    four(place, place.karen)
    place.in_team(place.karen, place.jens)
    return come_in(place.jens, purpose="cover").get("/team/").content.decode()


def of_a_partner(place: Town) -> str:
    partner = staff_register(name="Per Partner", roles=[Role.PARTNER], from_on=LONG_AGO)
    for case in four(place, place.karen):
        partner_invite(
            actor=OPERATOR,
            citizen=case,
            partner=partner,
            held_by=Holder.MENTOR,
            purpose="job_search",
            channel=Channel.PHONE,
            days=(MONDAY, MONDAY + timedelta(days=9)),
        )
    return come_in(partner).get("/partner/").content.decode()


@pytest.mark.parametrize("listed", [without_a_coach, of_a_coach, of_the_team, of_a_partner])
def test_a_protected_name_stands_after_all_that_are_shown(
    place: Town, listed: Callable[[Town], str]
) -> None:
    page = listed(place)
    main = page[page.index("<main") : page.index("</main>")]
    main = SAID_OF_A_LINK.sub("", main)  # which says the row's name again
    assert re.findall(f"Anna Hansen|Camilla Hansen|{HIDDEN}", main) == [
        "Anna Hansen",
        "Camilla Hansen",
        HIDDEN,
        HIDDEN,
    ]


def test_whoever_looks_at_those_without_a_coach_does_it_to_hand_them_over(place: Town) -> None:
    without_a_coach(place)
    assert ReadLog.objects.get(page="without_coach").purpose == "hand_over"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_search_is_counted_whatever_of_its_answer_is_asked_for(place: Town, method: str) -> None:
    karen = come_in(place.karen)
    before = Rate.objects.count()
    getattr(karen, method)("/find/?navn=anna")
    assert Rate.objects.count() == before + 1


def test_whoever_covers_sees_who_has_not_booked_and_no_protected_name(place: Town) -> None:
    shown, kept = (who_books(place, name=f"{letter} Hansen") for letter in ("Anna", "Bente"))
    for case in (shown, kept):
        invite(place, case)
    Person.objects.filter(pk=kept.person_id).update(protected=True)
    place.in_team(place.karen, place.jens)
    with clock.pinned(NOON + timedelta(days=11)):
        absence_record(actor=OPERATOR, person=place.karen, from_on=clock.today(), to_on=None)
        page = come_in(place.jens, purpose="cover").get("/har-ikke-booket/").content.decode()
    assert "Anna Hansen" in page
    assert HIDDEN in page
    assert "Bente Hansen" not in page
