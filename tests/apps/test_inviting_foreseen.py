"""What asking somebody to book would come to: as the act says it, and nothing is written."""

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Opening
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.invitations.models import Invitation, TimesMissing
from staasted.apps.invitations.services import Asking, invitation_foreseen
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests.happenings import JOB_SEARCH, book, free
from tests.inviting import invite, who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def foreseen(place: Town, case: Citizen, *, before: int = 0, **told: object) -> str:
    asked = {"purpose": catalog().purposes[JOB_SEARCH], "days": 10, "guided": True} | told
    refused = invitation_foreseen(
        case, Asking(counsellor=place.karen, **asked), asked_before=before
    )
    return refused.code if refused else ""


def act(place: Town, case: Citizen, **told: object) -> str:
    """What the act itself says."""
    try:
        made = invite(place, case, **told)
    except DomainError as refused:
        return refused.code
    return "times_missing" if isinstance(made, TimesMissing) else ""


def a_time(place: Town, case: Citizen) -> None:
    book(case, place.karen)


def asked(place: Town, case: Citizen) -> None:
    invite(place, case)


def exempt(place: Town, case: Citizen) -> None:
    SelfBookingExemption.objects.create(citizen=case, exempt=True)


def no_times(place: Town, case: Citizen) -> None:
    Opening.objects.filter(resource__person=place.karen).update(closed_at=NOON)


@pytest.mark.parametrize(
    ("before", "told", "code"),
    [
        (None, {}, ""),
        (a_time, {}, "citizen_has_booked"),
        (asked, {}, "asked_already"),
        (exempt, {}, "invitation_not_theirs"),
        (no_times, {}, "times_missing"),
        (None, {"days": 7}, "invitation_days"),
        (None, {"guided": False}, "invitation_unguided"),
    ],
)
def test_it_is_what_the_act_says(
    place: Town, ase: Citizen, before: object, told: dict[str, object], code: str
) -> None:
    if before:
        before(place, ase)
    assert foreseen(place, ase, **told) == code
    assert act(place, ase, **told) == code


def test_nothing_is_written(place: Town, ase: Citizen) -> None:
    no_times(place, ase)
    logged = ActLog.objects.count()
    assert foreseen(place, ase) == "times_missing"
    assert ActLog.objects.count() == logged
    assert not TimesMissing.objects.exists()
    assert not Invitation.objects.exists()


def test_each_who_would_be_asked_before_takes_a_time_with_them(place: Town, ase: Citizen) -> None:
    kept = free(ase, place.karen, channel="in_person")[4].start.date()
    Opening.objects.exclude(starts_at__date=kept).update(closed_at=NOON)
    assert len(free(ase, place.karen, channel="in_person")) == 6
    assert foreseen(place, ase, before=3) == ""
    assert foreseen(place, ase, before=4) == "times_missing"
