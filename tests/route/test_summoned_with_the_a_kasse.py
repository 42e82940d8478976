"""Called in together with the a-kasse: the letter says it only where somebody from there comes."""

import html
from dataclasses import replace

import pytest

from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import FundPart, Summons
from staasted.apps.invitations.summoning import Calling, regard_ask, summons_make
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.core.law import SummonsGround
from tests.browsing import Browser, main
from tests.happenings import FIRST, free, hold, utc
from tests.inviting import exempt, heeded
from tests.joining import ALONE, JOINS, PLAN, Fund, build_fund, choose, insured, invite, joint_times
from tests.town import Town

pytestmark = pytest.mark.django_db
JOINT = "A-kassen: Ja. Anna Fond fra Min A-kasse er med"


@pytest.fixture
def fund(place: Town) -> Fund:
    return build_fund(place)


@pytest.fixture
def dagny(place: Town, fund: Fund) -> Citizen:
    """On unemployment benefit, exempt from booking, and wants Anna from the a-kasse there."""
    case = insured(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    exempt(case)
    invite(case, fund.anna)
    choose(case, JOINS)
    return case


def at(case: Citizen, more: str = "") -> str:
    return f"/borgere/{case.public_id}/indkald/?grund=exempt&formaal={PLAN}&kanal=phone{more}"


def start(case: Citizen, place: Town, *, alone: bool = False) -> str:
    slots = free(case, place.karen, purpose=PLAN) if alone else joint_times(case, place.karen)
    return f"{slots[-1].start:%Y-%m-%dT%H:%MZ}"


def sent(browser: Browser, address: str, **told: str) -> tuple[Summons, Booking]:
    browser.post(address, **told)
    letter = Summons.objects.get()
    return letter, letter.booking


def test_whoever_wants_the_a_kasse_is_called_in_to_a_time_it_has_and_it_is_told(
    place: Town, fund: Fund, dagny: Citizen
) -> None:
    karen = heeded(Browser(place.karen), dagny)
    times = main(karen.get(at(dagny)))
    assert text("changing.summons.joins", name="Anna Fond") in html.unescape(times)
    tid = start(dagny, place)
    check = main(karen.get(at(dagny, f"&tid={tid}")))
    assert 'name="akasse"' not in check, "nothing to choose: the citizen has"
    letter, held = sent(karen, at(dagny), tid=tid)
    assert (held.form, held.partner) == ("joint", fund.anna)
    assert Occupation.objects.filter(booking=held, resource__person=fund.anna, live=True).exists()
    assert JOINT in letter.body
    assert Message.objects.filter(person=fund.anna, kind="partner_booked").exists()


def test_the_counsellor_may_find_a_time_without_it_and_the_letter_says_so(
    place: Town, dagny: Citizen
) -> None:
    karen = heeded(Browser(place.karen), dagny)
    without = karen.link(main(karen.get(at(dagny))), "akasse=no")
    assert text("changing.summons.left_out") in karen.get(without)
    tid = start(dagny, place, alone=True)
    letter, held = sent(karen, without, tid=tid, akasse="yes")
    assert (held.form, held.partner) == ("individual", None)
    assert "A-kassen: A-kassen deltager ikke." in letter.body


@pytest.mark.parametrize(
    ("answer", "said"), [(ALONE, "A-kassen deltager ikke."), (None, "Det er ikke afgjort.")]
)
def test_where_nobody_comes_the_letter_never_says_that_somebody_does(
    place: Town, answer: object, said: str
) -> None:
    case = insured(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    exempt(case)
    if answer:
        choose(case, answer)
    karen, tid = heeded(Browser(place.karen), case), start(case, place, alone=True)
    check = main(karen.get(at(case, f"&tid={tid}")))
    assert 'value="yes"' not in check
    letter, held = sent(karen, at(case), tid=tid, akasse="yes")
    assert held.partner is None
    assert f"A-kassen: {said}" in letter.body


def test_a_letter_and_a_time_that_say_different_things_are_refused(
    place: Town, dagny: Citizen
) -> None:
    actor = place.counsellor()
    regard_ask(actor=actor, citizen=dagny)
    slot = joint_times(dagny, place.karen)[0]
    plain = Calling(
        starts_at=slot.start,
        purpose=catalog().purposes[PLAN],
        channel=Channel.PHONE,
        ground=SummonsGround.EXEMPT,
        movable=True,
    )
    calling = replace(plain, fund=FundPart.YES.value)
    with pytest.raises(DomainError, match="summons_fund_differs"):
        summons_make(actor=actor, citizen=dagny, counsellor=place.karen, calling=calling)
    assert not Summons.objects.exists()
