"""One summons from both: the municipality's letter names the a-kasse where it takes part."""

import pytest

from staasted.apps.booking.fund import joining_for
from staasted.apps.booking.models import Booking
from staasted.apps.booking.partners import partner_stop
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import FundPart, Summons
from staasted.apps.invitations.summoning import Calling, regard_ask, summons_make
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.law import SummonsGround
from tests import joining
from tests.browsing import Browser, main
from tests.inviting import exempt
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(place: Town) -> joining.Fund:
    return joining.build_fund(place)


def called(fund: joining.Fund, case: Citizen, *, channel: str = "phone") -> Summons:
    """Karen summons the citizen to a time the a-kasse has too."""
    place = fund.place
    exempt(case)
    actor, purpose = place.counsellor(), catalog().purposes[joining.PLAN]
    regard_ask(actor=actor, citizen=case)
    slot = joining.joint_times(case, place.karen, channel=channel)[0]
    calling = Calling(
        starts_at=slot.start,
        purpose=purpose,
        channel=Channel(channel),
        ground=SummonsGround.EXEMPT,
        movable=True,
        fund=FundPart.YES,
        joins=joining_for(case, purpose, on=clock.today()),
    )
    return summons_make(actor=actor, citizen=case, counsellor=place.karen, calling=calling)


def test_the_letter_is_one_and_names_both_and_the_sections_of_each(fund: joining.Fund) -> None:
    case = joining.both(fund, mail="dagny@staasted.example")
    letter = called(fund, case)
    assert Summons.objects.filter(citizen=case).count() == 1
    assert "A-kassen: Ja. Anna Fond fra Min A-kasse er med" in letter.body
    assert "§ 31" in letter.body
    assert letter.section in letter.body
    assert letter.body.endswith("Brevet er også fra Min A-kasse ved Anna Fond.")
    assert "Hvem du taler med: Karen Østergård" in letter.body


def test_what_goes_by_mail_names_nobody_from_the_a_kasse(fund: joining.Fund) -> None:
    case = joining.both(fund, mail="dagny@staasted.example")
    letter = called(fund, case)
    told = Message.objects.filter(person=case.person, matter=letter.booking.public_id)
    assert told.exists()
    assert not [m for m in told if "Anna Fond" in m.body or "Min A-kasse" in m.body]


def test_it_is_in_both_calendars_and_the_a_kasse_is_told_and_sees_that_it_is_shared(
    fund: joining.Fund,
) -> None:
    case = joining.both(fund)
    letter = called(fund, case)
    booking = Booking.objects.get(pk=letter.booking.pk)
    assert (booking.counsellor, booking.partner) == (fund.place.karen, fund.anna)
    assert Message.objects.filter(person=fund.anna, kind="partner_booked").count() == 1
    assert text("partner.summoned") in main(Browser(fund.anna).get("/partner/"))


def test_the_a_kasse_that_is_stopped_is_told_and_the_letter_stays_as_it_was(
    fund: joining.Fund,
) -> None:
    case = joining.both(fund)
    letter = called(fund, case)
    body, invitation = letter.body, joining.invitation_of(case)
    partner_stop(actor=fund.place.counsellor(), citizen=case, public_id=invitation.public_id)
    letter.refresh_from_db()
    assert letter.body == body
    assert Message.objects.filter(person=fund.anna, kind="partner_cancelled").count() == 1


def test_where_the_a_kasse_is_on_video_and_we_are_not_the_letter_says_so(
    fund: joining.Fund,
) -> None:
    case = joining.both(fund)
    letter = called(fund, case, channel="in_person")
    assert letter.booking.partner_channel == Channel.VIDEO
    assert text("summons.fund.joint_video") in letter.body
