"""A partner and a counsellor write about a citizen: while the invitation runs, and kept after."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.partners import partner_stop
from staasted.apps.caseload.needing import who_needs
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.imports.portrait import own_portrait
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.apps.org.staffing import absence_record
from staasted.apps.outbox.models import Message
from staasted.apps.records.journal import journal_of
from staasted.apps.retention.services import due_erase
from staasted.apps.talking.models import PartnerMessage
from staasted.apps.talking.partner_access import (
    partner_messages_of,
    partner_talk,
    partner_talk_reached,
    partner_talks_over,
    partner_unread,
    partners_waiting,
)
from staasted.apps.talking.partner_writing import partner_messages_read
from staasted.core.axes import Holder
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.core.needing import Why
from tests import town
from tests.ending import close_case
from tests.joining import invite
from tests.partner_talk import CAME_LATE, coach_writes, partner_writes
from tests.town import MONDAY, NOON, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
DAY = timedelta(days=1)
LAST = 30


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def mentor(name: str, email: str = "") -> Person:
    return staff_register(name=name, email=email, roles=[Role.PARTNER], from_on=town.LONG_AGO)


@pytest.fixture
def invited(ase: Citizen) -> PartnerInvitation:
    """Mia Mentor, invited for thirty days."""
    mia = mentor("Mia Mentor", "mia@mentor.example")
    return invite(ase, mia, days=LAST, purpose="job_search", held_by=Holder.MENTOR)


def acting(invitation: PartnerInvitation):
    return actor_for(person=invitation.partner, role=Role.PARTNER)


def needs(place: Town) -> list[tuple[Why, str]]:
    lines = who_needs(place.counsellor(), on=MONDAY, now=clock.now(), pick=list)
    return [(need.why, need.ref) for each in lines for need in each.line.needs]


def test_what_a_partner_wrote_waits_with_the_coach_until_it_is_opened(
    place: Town, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    partner_writes(invited, "Og en ting mere.")
    (row,) = partners_waiting(place.counsellor(), on=MONDAY)
    assert (row, row.unread, row.unread_since) == (invited, 2, NOON)
    assert (Why.PARTNER, invited.public_id) in needs(place)
    assert partner_messages_read(actor=place.counsellor(), invitation=invited) == 2
    assert partners_waiting(place.counsellor(), on=MONDAY) == []
    assert Why.PARTNER not in [why for why, _ in needs(place)]


def test_another_coach_has_nothing_waiting(place: Town, invited: PartnerInvitation) -> None:
    partner_writes(invited)
    assert partners_waiting(place.counsellor(place.jens), on=MONDAY) == []


def test_two_partners_of_one_citizen_are_two_needs(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    other = invite(ase, mentor("Bo Bisidder"), held_by=Holder.MENTOR)
    for invitation in (invited, other):
        partner_writes(invitation)
    refs = {ref for why, ref in needs(place) if why is Why.PARTNER}
    assert refs == {invited.public_id, other.public_id}


def test_what_the_coach_wrote_waits_with_that_partner_alone(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    other = invite(ase, mentor("Bo Bisidder"), held_by=Holder.MENTOR)
    coach_writes(invited, place.karen)
    assert partner_unread(acting(invited), [invited]) == {invited.public_id: 1}
    assert partner_unread(acting(other), [invited, other]) == {}
    assert partner_messages_read(actor=acting(invited), invitation=invited) == 1
    assert partner_unread(acting(invited), [invited]) == {}


def test_the_partner_is_told_once_that_a_message_lies_here_and_nothing_of_it(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    assert not Message.objects.exists(), "who wrote is not told"
    coach_writes(invited, place.karen, "Hun er syg til torsdag.")
    coach_writes(invited, place.karen, "Og igen fredag.")
    told = Message.objects.get()
    assert (told.kind, told.person) == ("partner_talk", invited.partner)
    for kept_here in ("syg", "torsdag", "Åse", "Møller", "Karen", ase.public_id):
        assert kept_here not in told.title + told.body
    partner_messages_read(actor=acting(invited), invitation=invited)
    told.refresh_from_db()
    assert told.state != "waiting", "what is read is no news"
    coach_writes(invited, place.karen)
    assert Message.objects.count() == 2


def test_the_same_form_is_one_message(invited: PartnerInvitation) -> None:
    assert partner_writes(invited, key="samenoegle") == partner_writes(invited, key="samenoegle")
    with pytest.raises(DomainError, match="sent_already"):
        partner_writes(invited, "Noget andet.", key="samenoegle")
    assert PartnerMessage.objects.count() == 1
    assert ActLog.objects.filter(act="partner_talk_send").count() == 1


def test_the_log_never_holds_the_words(invited: PartnerInvitation) -> None:
    partner_writes(invited, "Hun har fået en diagnose.")
    assert "diagnose" not in str(list(ActLog.objects.values()))


@pytest.mark.parametrize(
    ("words", "key", "code"),
    [
        ("  ", "a", "message_without_words"),
        ("a" * 4001, "a", "words_too_long"),
        ("a", "b" * 11, "form_without_key"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(
    invited: PartnerInvitation, words: str, key: str, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        partner_writes(invited, words, key=key)


def test_to_the_last_day_and_not_a_day_longer(place: Town, invited: PartnerInvitation) -> None:
    partner_writes(invited)
    with clock.pinned(NOON + LAST * DAY):
        partner_writes(invited)
        assert partner_talk(acting(invited), invited.public_id, on=clock.today()) == invited
    with clock.pinned(NOON + (LAST + 1) * DAY):
        with pytest.raises(DomainError, match="partner_invitation_over"):
            partner_writes(invited)
        with pytest.raises(DomainError, match="partner_invitation_over"):
            coach_writes(invited, place.karen)
        with pytest.raises(NotYours):
            partner_talk(acting(invited), invited.public_id, on=clock.today())


def test_when_it_is_stopped_the_coach_keeps_it_and_the_partner_sees_nothing(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    partner_stop(actor=place.counsellor(), citizen=ase, public_id=invited.public_id)
    with pytest.raises(NotYours):
        partner_talk(acting(invited), invited.public_id, on=MONDAY)
    with pytest.raises(DomainError, match="partner_invitation_over"):
        partner_writes(invited)
    assert partner_talks_over(ase) == [invited]
    coach, where = place.counsellor(), (ase.public_id, invited.public_id)
    found, answers = partner_talk_reached(coach, *where, on=MONDAY)
    assert [each.words for each in partner_messages_of(found)] == [CAME_LATE]
    assert answers
    (row,) = partners_waiting(coach, on=MONDAY)
    assert row == invited, "what nobody has opened waits although it is over"


def test_an_invitation_that_is_over_and_silent_is_not_listed(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_stop(actor=place.counsellor(), citizen=ase, public_id=invited.public_id)
    assert partner_talks_over(ase) == []


def test_another_partner_never_sees_it_nor_writes_there(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    other = invite(ase, mentor("Bo Bisidder"), held_by=Holder.MENTOR)
    coach_writes(invited, place.karen)
    with pytest.raises(NotYours):
        partner_talk(acting(other), invited.public_id, on=MONDAY)
    with pytest.raises(AccessRefused):
        partner_messages_read(actor=acting(other), invitation=invited)
    assert partner_messages_of(other) == []


def test_an_invitation_of_another_citizen_is_not_reached_through_ones_own(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    other = invite(town.citizen(place.karen, name="Bo Friis"), invited.partner)
    with pytest.raises(NotYours):
        partner_talk_reached(place.counsellor(), ase.public_id, other.public_id, on=MONDAY)


def test_who_covers_has_it_waiting_once_a_purpose_is_said(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    around = town.bystanders(place, town.citizen(place.karen, name="Bo Friis"))
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    silent = place.counsellor(around["mate"])
    assert partners_waiting(silent, on=MONDAY) == []


def test_the_citizen_reads_all_of_it_and_it_stands_in_the_journal(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    coach_writes(invited, place.karen, "Ja.")
    own = own_portrait(actor=town.acting(ase), on=MONDAY)["talking.partnermessage"]
    assert [row["words"] for row in own] == [CAME_LATE, "Ja."]
    assert {"written_by": "Mia Mentor", "role": "partner"}.items() <= own[0].items()
    kinds = [line.kind for line in journal_of(ase)]
    assert kinds.count("partner_message") == 2
    assert "partner_message" not in [line.kind for line in journal_of(ase, partners=False)]


@pytest.mark.parametrize("changed", [{"words": "Andet"}, {"sent_at": NOON - DAY}, {"role": "lead"}])
def test_the_database_keeps_a_message_as_it_was_sent(
    invited: PartnerInvitation, changed: dict[str, object]
) -> None:
    partner_writes(invited)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        PartnerMessage.objects.update(**changed)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        PartnerMessage.objects.all().delete()


def test_the_database_takes_none_that_is_not_between_the_two(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    sent = partner_writes(invited)
    bo = town.citizen(place.karen, name="Bo Friis")
    wrong = (
        {"citizen_id": bo.pk},  # another citizen than the invitation's
        {"written_by_id": place.jens.pk},  # a partner who was not invited
    )
    for changed in wrong:
        with pytest.raises(IntegrityError, match="invitation that runs"), transaction.atomic():
            again(sent, **changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        again(sent, role="lead")
    partner_stop(actor=place.counsellor(), citizen=ase, public_id=invited.public_id)
    with pytest.raises(IntegrityError, match="invitation that runs"), transaction.atomic():
        again(sent)


def again(message: PartnerMessage, **changed: object) -> None:
    """Write the same message once more, straight into the table."""
    kept = {"sent_key": "andennøgle", "public_id": "2222222222"} | changed
    columns = ("citizen_id", "invitation_id", "written_by_id", "role", "words", "sent_at")
    told = {name: getattr(message, name) for name in columns}
    PartnerMessage(**(told | kept)).save(force_insert=True)


def test_messages_go_with_the_case(place: Town, ase: Citizen, invited: PartnerInvitation) -> None:
    partner_writes(invited)
    close_case(ase, place.karen)
    with pytest.raises(DomainError, match="case_closed"):
        coach_writes(invited, place.karen)
    (gone,) = (each for each in due_erase(actor=OPERATOR, on=add_months(MONDAY, 60)))
    assert gone.rows["talking.partnermessage"] == 1
    assert not PartnerMessage.objects.exists()
