"""Two who give the same course on at once: one does, and the other is told in words."""

from datetime import date

import pytest

from staasted.apps.booking.partners import partner_stop
from staasted.apps.org.public_id import new_public_id
from staasted.apps.talking.models import FundTransfer, PartnerMessage
from staasted.apps.talking.services import Written
from staasted.apps.talking.transferring import fund_transfer
from staasted.core.errors import DomainError
from tests import joining, town
from tests.at_once import together

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2026, 6, 1)


def test_of_many_who_give_it_on_at_once_one_does() -> None:
    fund = joining.build_fund(town.build_town())
    case = town.citizen(
        fund.place.karen,
        group=joining.INSURED,
        benefit=joining.DAGPENGE,
        starts_on=date(2026, 4, 6),
    )
    joining.invite(case, fund.anna)
    invitation, actor = joining.invitation_of(case), fund.acting()

    def give(number: int) -> str:
        written = Written(f"Notat {number}", new_public_id())
        try:
            fund_transfer(actor=actor, invitation=invitation, written=written, on=FIRST)
        except DomainError as refused:
            return refused.code
        return "given"

    told = together([lambda n=n: give(n) for n in range(8)])
    assert sorted(told) == ["given"] + ["transferred_already"] * 7
    assert FundTransfer.objects.count() == PartnerMessage.objects.count() == 1


def test_stopping_the_invitation_and_giving_on_take_turns() -> None:
    fund = joining.build_fund(town.build_town())
    case = town.citizen(
        fund.place.karen,
        group=joining.INSURED,
        benefit=joining.DAGPENGE,
        starts_on=date(2026, 4, 6),
    )
    joining.invite(case, fund.anna)
    invitation, actor, coach = joining.invitation_of(case), fund.acting(), fund.place.counsellor()

    def give() -> str:
        written = Written("Notat", new_public_id())
        try:
            fund_transfer(actor=actor, invitation=invitation, written=written, on=FIRST)
        except DomainError as refused:
            return refused.code
        return "given"

    def stop() -> str:
        partner_stop(actor=coach, citizen=case, public_id=invitation.public_id)
        return "stopped"

    told = together([give, stop])
    assert told[1] == "stopped"
    assert told[0] in {"given", "partner_invitation_over"}
    assert FundTransfer.objects.count() == (told[0] == "given")
