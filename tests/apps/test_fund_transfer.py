"""An a-kasse gives a course on to the municipality: a note, a day, and who reads it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.caseload.needing import who_needs
from staasted.apps.citizens.models import BenefitPeriod, Citizen, PartnerInvitation
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.apps.records.journal import journal_of
from staasted.apps.talking.models import FundTransfer, PartnerMessage
from staasted.apps.talking.partner_writing import partner_messages_read
from staasted.apps.talking.services import Written
from staasted.apps.talking.transferring import AHEAD, fund_transfer, transfer_of
from staasted.core.axes import Holder
from staasted.core.effort import Standing
from staasted.core.errors import DomainError
from staasted.core.law import Bearer
from staasted.core.needing import Why
from tests import joining, town
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
NOTE = "Hun vil gerne på kursus i regnskab."
FIRST = date(2026, 6, 1)


@pytest.fixture
def fund(place: Town) -> joining.Fund:
    return joining.build_fund(place)


@pytest.fixture
def case(fund: joining.Fund) -> Citizen:
    """Somebody in the a-kasse's months."""
    found = town.citizen(
        fund.place.karen,
        name="Dagny Ø",
        group=joining.INSURED,
        benefit=joining.DAGPENGE,
        starts_on=date(2026, 4, 6),
    )
    person = Person.objects.filter(pk=found.person_id)
    person.update(email="dagny@staasted.example", birth_date=date(1980, 1, 2))
    joining.invite(found, fund.anna)
    return Citizen.objects.select_related("person").get(pk=found.pk)


def give(
    fund: joining.Fund, case: Citizen, *, on: date = FIRST, words: str = NOTE, key: str = ""
) -> FundTransfer:
    written = Written(words, key or new_public_id())
    invitation = joining.invitation_of(case)
    return fund_transfer(actor=fund.acting(), invitation=invitation, written=written, on=on)


def refused(fund: joining.Fund, case: Citizen, **told: object) -> str:
    with pytest.raises(DomainError) as error:
        give(fund, case, **told)
    return error.value.code


def test_the_course_is_given_on_with_a_note_and_a_day_and_the_law_follows(
    fund: joining.Fund, case: Citizen
) -> None:
    before = course_of(case, on=MONDAY).answer
    assert (before.standing, before.bearer) == (Standing.FUND_MONTHS, Bearer.UNEMPLOYMENT_FUND)
    given = give(fund, case)
    assert BenefitPeriod.objects.get(citizen=case).transferred_on == FIRST
    assert course_of(case, on=MONDAY).answer.handover.fund_until == FIRST - timedelta(days=1)
    assert course_of(case, on=FIRST).answer.bearer is Bearer.MUNICIPALITY
    assert transfer_of(case, on=MONDAY) == given
    assert (given.note.words, given.note.role) == (NOTE, Role.PARTNER)
    assert ActLog.objects.get(act="fund_transfer").subject == given.note.public_id


def test_the_coach_is_told_on_i_dag_and_what_they_open_is_marked_as_read(
    fund: joining.Fund, case: Citizen, logged: None
) -> None:
    given, coach = give(fund, case), fund.place.counsellor()
    needs = {each.case: each.line.needs for each in who_needs(coach, on=MONDAY, now=NOON)}
    assert Why.PARTNER in {need.why for need in needs[case]}
    partner_messages_read(actor=coach, invitation=given.note.invitation)
    assert transfer_of(case, on=MONDAY).note.read_at == clock.now()


def test_the_citizen_is_told_without_the_words_and_finds_them_among_what_was_written(
    fund: joining.Fund, case: Citizen
) -> None:
    given = give(fund, case)
    told = Message.objects.get(kind="fund_transfer", person=case.person)
    assert told.matter == given.note.public_id
    assert NOTE not in told.body
    assert "1. juni 2026" in told.body
    assert NOTE in [line.words for line in journal_of(case)]


def test_what_is_booked_and_agreed_stands(fund: joining.Fund, case: Citizen) -> None:
    invited = PartnerInvitation.objects.filter(citizen=case).values().get()
    give(fund, case)
    assert PartnerInvitation.objects.filter(citizen=case).values().get() == invited


def test_the_same_form_sent_twice_gives_it_on_once(fund: joining.Fund, case: Citizen) -> None:
    key = new_public_id()
    assert give(fund, case, key=key).pk == give(fund, case, key=key).pk
    assert PartnerMessage.objects.count() == 1


def test_it_is_given_on_once_for_each_benefit(fund: joining.Fund, case: Citizen) -> None:
    give(fund, case)
    assert refused(fund, case) == "transferred_already"
    BenefitPeriod.objects.filter(citizen=case).update(ends_on=date(2026, 5, 10))
    assert refused(fund, case) == "transfer_no_benefit"
    BenefitPeriod.objects.create(
        citizen=case,
        benefit=joining.DAGPENGE,
        target_group=joining.INSURED,
        group_at_start=joining.INSURED,
        starts_on=date(2026, 5, 11),
    )
    assert transfer_of(case, on=MONDAY) is None
    assert give(fund, case).period_on == date(2026, 5, 11)


@pytest.mark.parametrize("on", [date(2026, 4, 6), MONDAY + AHEAD + timedelta(days=1)])
def test_the_day_lies_after_the_first_and_not_too_far_ahead(
    fund: joining.Fund, case: Citizen, on: date
) -> None:
    assert refused(fund, case, on=on) == "transfer_day"
    assert give(fund, case, on=MONDAY + AHEAD).transferred_on == MONDAY + AHEAD


def test_a_day_the_municipality_knows_already_is_the_one(fund: joining.Fund, case: Citizen) -> None:
    BenefitPeriod.objects.filter(citizen=case).update(transferred_on=FIRST)
    assert refused(fund, case, on=FIRST + timedelta(days=1)) == "transfer_day_differs"
    assert give(fund, case).transferred_on == FIRST


def test_words_are_needed_and_without_them_nothing_happens(
    fund: joining.Fund, case: Citizen
) -> None:
    assert refused(fund, case, words="  ") == "message_without_words"
    assert BenefitPeriod.objects.get(citizen=case).transferred_on is None


def test_only_the_a_kasse_itself_gives_on_and_only_while_it_is_invited(
    fund: joining.Fund, case: Citizen
) -> None:
    invitation = joining.invitation_of(case)
    told = {"invitation": invitation, "written": Written(NOTE, new_public_id()), "on": FIRST}
    with pytest.raises(AccessRefused):
        fund_transfer(actor=fund.place.counsellor(), **told)
    other = actor_for(person=fund.place.jens, role=Role.COUNSELLOR)
    with pytest.raises(AccessRefused):
        fund_transfer(actor=other, **told)
    PartnerInvitation.objects.filter(pk=invitation.pk).update(held_by=Holder.MENTOR)
    invitation.refresh_from_db()
    with pytest.raises(AccessRefused):
        fund_transfer(actor=fund.acting(), **told)
    PartnerInvitation.objects.filter(pk=invitation.pk).update(
        held_by=Holder.UNEMPLOYMENT_FUND, ended_at=NOON
    )
    invitation.refresh_from_db()
    with pytest.raises(DomainError, match="partner_invitation_over"):
        fund_transfer(actor=fund.acting(), **told)
    assert not FundTransfer.objects.exists()


def test_the_database_holds_the_day_the_note_and_that_it_is_once(
    fund: joining.Fund, case: Citizen
) -> None:
    given = give(fund, case)
    for change in ({"transferred_on": MONDAY}, {"period_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FundTransfer.objects.filter(pk=given.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        FundTransfer.objects.filter(pk=given.pk).delete()
    other = town.citizen(fund.place.karen, name="En anden")
    days = {"period_on": date(2026, 5, 1), "transferred_on": FIRST}
    with pytest.raises(IntegrityError), transaction.atomic():
        FundTransfer.objects.create(citizen=other, note=given.note, **days)
    assert FundTransfer.objects.count() == 1
