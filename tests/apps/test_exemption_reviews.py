"""An exemption from booking oneself is looked at each year: kept or ended, and the citizen told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.invitations.access import exemptions_due
from staasted.apps.invitations.deciding import ExemptFor, exemption_grant, exemption_review
from staasted.apps.invitations.models import ExemptionReview
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.core.errors import DomainError
from tests.inviting import day, exempt, who_books
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def due(place: Town, on=MONDAY) -> list[Citizen]:
    return list(exemptions_due(place.counsellor(), on=on))


def test_one_that_is_granted_is_due_after_a_year_and_not_before(place: Town, ase: Citizen) -> None:
    exemption_grant(actor=place.counsellor(), citizen=ase, ground=ExemptFor.IT_SKILLS)
    assert due(place) == []
    assert due(place, MONDAY + YEAR - timedelta(days=1)) == []
    assert due(place, MONDAY + YEAR) == [ase]


def test_one_that_came_with_a_file_is_due_at_once_since_nobody_knows_its_age(
    place: Town, ase: Citizen
) -> None:
    exempt(ase)
    (found,) = due(place)
    assert (found, found.review_on) == (ase, None)


def test_kept_for_a_reason_it_stands_another_year_and_the_citizen_is_told(
    place: Town, ase: Citizen
) -> None:
    exempt(ase)
    why = "Læser ikke dansk."
    row = exemption_review(actor=place.counsellor(), citizen=ase, keeps=True, reason=why)
    assert (row.verdict, row.reason, row.next_on) == ("kept", why, MONDAY + YEAR)
    assert SelfBookingExemption.objects.get(citizen=ase).exempt
    assert due(place) == []
    letter = Message.objects.get(kind="exemption_kept")
    assert letter.person == ase.person
    assert "tirsdag den 18. maj 2027" in letter.body
    assert why not in letter.body
    assert ActLog.objects.get(act="exemption_keep").citizens == f"|{ase.public_id}|"


def test_ended_for_a_reason_they_book_themselves_and_are_told(place: Town, ase: Citizen) -> None:
    exempt(ase)
    exemption_review(actor=place.counsellor(), citizen=ase, keeps=False, reason="Klarer det nu.")
    assert not SelfBookingExemption.objects.get(citizen=ase).exempt
    assert due(place, MONDAY + YEAR) == []
    assert "Fra i dag booker du selv" in Message.objects.get(kind="exemption_ended").body


def test_a_file_that_says_so_again_after_it_ended_makes_it_due(place: Town, ase: Citizen) -> None:
    exempt(ase)
    exemption_review(actor=place.counsellor(), citizen=ase, keeps=False, reason="Klarer det nu.")
    SelfBookingExemption.objects.filter(citizen=ase).update(exempt=True)
    assert due(place) == [ase]


def test_without_a_reason_nothing_is_decided_and_without_an_exemption_there_is_nothing_to(
    place: Town, ase: Citizen
) -> None:
    told = {"actor": place.counsellor(), "citizen": ase}
    assert exemption_review(**told, keeps=True, reason="Stadig.") is None
    exempt(ase)
    with pytest.raises(DomainError, match="invitation_reason"):
        exemption_review(**told, keeps=True, reason=" ")
    assert not ExemptionReview.objects.exists()


def test_the_longest_due_come_first_and_colleagues_citizens_not_at_all(
    place: Town, ase: Citizen
) -> None:
    bo, cy = who_books(place, name="Bo Ravn"), who_books(place, name="Cy Dal")
    for number, case in ((4, ase), (0, bo)):
        with clock.pinned(NOON + timedelta(days=number)):
            exemption_grant(actor=place.counsellor(), citizen=case, ground=ExemptFor.LANGUAGE)
    exempt(cy)
    assert due(place, day(400)) == [cy, bo, ase]
    assert list(exemptions_due(place.counsellor(place.jens), on=day(400))) == []


def test_the_database_knows_no_decision_without_a_reason_or_a_next_day_and_changes_none(
    place: Town, ase: Citizen
) -> None:
    whole = {
        "citizen": ase,
        "verdict": "kept",
        "reason": "Stadig.",
        "decided_on": MONDAY,
        "decided_at": NOON,
        "next_on": MONDAY + YEAR,
    }
    wrong = ({"reason": ""}, {"next_on": None}, {"next_on": MONDAY}, {"verdict": "ended"})
    for changed in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ExemptionReview.objects.create(**whole | changed)
    row = ExemptionReview.objects.create(**whole)
    with pytest.raises(DatabaseError), transaction.atomic():
        ExemptionReview.objects.filter(pk=row.pk).update(reason="Noget andet.")
