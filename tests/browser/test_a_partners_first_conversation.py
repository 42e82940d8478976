"""A mentor's first conversation, from the invitation to the day the access ends by itself."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from staasted.core.axes import Holder
from tests import town
from tests.browser.walking import Walker, today
from tests.happenings import FIRST, hold, utc
from tests.joining import open_for
from tests.partner_talk import CAME_LATE, WE_DO
from tests.town import MONDAY, build_town

ROOM = "/partner/"
NOTE = "Vi skrev en ansøgning til et køkken."
LAST = MONDAY + timedelta(days=30)


def test_a_partners_first_conversation(visit: Callable[..., Page], transactional_db: None) -> None:
    place = build_town()
    mentor = staff_register(name="Mia Mentor", roles=[Role.PARTNER], from_on=town.LONG_AGO)
    open_for(mentor, MONDAY + timedelta(days=2), 10, 12)
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    karen, mia, ase = (Walker(visit(javascript=False)) for _ in range(3))
    for walker, person in ((karen, place.karen), (mia, mentor), (ase, case.person)):
        walker.come_in(person)
    mia.reads(text("partner.none"))

    invites(karen, f"/borgere/{case.public_id}/samarbejdspart/")
    mia.goes_to(ROOM)
    mia.reads(text("partner.one"), "Åse Møller", text("partner.no_times"))

    ase.goes_to("/mit-forloeb/book/tid/?formaal=job_search&kanal=phone&kolleger=1")
    ase.reads(text("citizen.holder.mentor", name="Mia Mentor"))
    ase.ask("citizen.book.all_with", name="Mia Mentor")
    ase.page.click(".st-days > li > a")
    ase.page.click(".st-times button")
    ase.ask("citizen.check.book")
    booking = Booking.objects.get(outcome=None)
    assert (booking.counsellor, booking.held_by) == (mentor, Holder.MENTOR)

    mia.goes_to(ROOM)
    mia.does_not_read(text("partner.no_times"))
    karen.days_pass(booking.starts_at.date() + timedelta(days=1))
    mia.goes_to(ROOM)
    mia.reads(text("partner.closing.waits"))
    mia.page.get_by_role("link", name=", Åse Møller").click()
    mia.reads(text("partner.closing.means"))
    mia.choose_value("outcome", "held")
    mia.write(minutes="25", note=NOTE)
    mia.ask("partner.closing.do")
    mia.reads(text("partner.closing.done"))
    assert Conversation.objects.get(booking=booking).note == NOTE

    karen.goes_to(f"/borgere/{case.public_id}/")
    karen.reads(NOTE)
    they_write(karen, mia)
    access_ends_by_itself(karen, mia)


def invites(coach: Walker, address: str) -> None:
    """Whom, as what, for what, how and until when."""
    coach.goes_to(address)
    coach.page.select_option("[name=partner]", label="Mia Mentor")
    coach.choose_value("held_by", "mentor")
    coach.page.select_option("[name=purpose]", value="job_search")
    coach.choose_value("channel", "phone")
    coach.write(last=LAST.isoformat())
    coach.choose_value("consent_how", "phone")
    coach.ask("counsellor.inviting.submit")
    coach.reads("Mia Mentor")


def they_write(coach: Walker, partner: Walker) -> None:
    """The mentor tells something, the coach answers, and each finds what the other wrote."""
    partner.goes_to(ROOM)
    partner.page.get_by_role("link", name=text("partner_talk.way")).click()
    partner.write(words=CAME_LATE)
    partner.ask("talking.send")
    partner.reads(CAME_LATE, text("talking.unread"))
    coach.goes_to("/i-dag/")
    coach.page.get_by_role("link", name=text("day.act.partner")).click()
    coach.reads(CAME_LATE)
    coach.write(words=WE_DO)
    coach.ask("talking.send")
    partner.goes_to(ROOM)
    partner.reads(text("partner_talk.new", count=1))
    partner.page.get_by_role("link", name=text("partner_talk.way")).click()
    partner.reads(WE_DO)


def access_ends_by_itself(coach: Walker, partner: Walker) -> None:
    """Nobody has to remember to take it away."""
    after: date = LAST + timedelta(days=1)
    coach.days_pass(after)
    assert today() == after
    partner.goes_to(ROOM)
    partner.reads(text("partner.none"))
    expect(partner.main).not_to_contain_text("Åse Møller")
