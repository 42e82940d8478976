"""Hvem har brug for mig: one line a person, why they stand there, and the act that helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.caseload.needing import who_needs
from staasted.apps.caseload.watched import since_of, watch_of
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.speech import day_near, moment_near
from staasted.catalog.texts import text
from staasted.catalog.watches import Closes, Way
from staasted.core.needing import Line, Need, Why
from staasted.core.net import Watching
from staasted.web.counsellor.alerts import way_to
from staasted.web.ui.addresses import address
from staasted.web.ui.listing import page_of
from staasted.web.ui.page import page
from staasted.web.ui.room import room

ON_THE_DAY = 8
"""How many stand on I dag; the page of their own has them all. Source: decision 0048."""

BY_REF = {
    Why.CALL: "call",
    Why.SITUATION: "situation_seen",
    Why.CORRECTION: "right",
    Why.OFFER: "offer_request",
    Why.UNPREPARED: "conversation_prepare",
}
"""Where an act's page is found by what it is about; the others are found by the citizen."""
BY_CITIZEN = {
    Why.HELP: "talk_with",
    Why.MESSAGE: "talk_with",
    Why.HELLO: "talk_with",
    Why.AGREED: "book_for",
    Why.SILENCE: "book_for",
    Why.DISPUTED: "citizen_agreement",
    Why.ASKED: "citizen_agreement",
    Why.SUMMONS: "summon",
}
OF_THE_NET = frozenset({Why.LOST, Why.ALERT})
"""Whose acts are the ways of their watch."""
SAID_FIRST_ALONE = frozenset({Why.HELLO, Why.SILENCE})
"""What is not told beside something else: when the two last spoke stands on every line."""


@dataclass(frozen=True, slots=True)
class Needy:
    """A line as it is shown: why this person now, what else waits, and the way to the act."""

    case: Citizen
    why: str
    also: Sequence[str]
    spoken: date | None
    act: str
    href: str

    @property
    def rings(self) -> bool:
        """Whether the act is to call the number."""
        return self.href.startswith("tel:")


class Needed:
    """Which of those who need somebody stand on the page that was asked for."""

    def __init__(self, number: str | None) -> None:
        self.number, self.page = number, Page([], 1, None)

    def pick(self, lines: list[Line]) -> list[Line]:
        """The lines of the page."""
        self.page = page_of(lines, self.number)
        return list(self.page)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def needing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody, by pages."""
    listed = Needed(request.GET.get("side"))
    on = clock.today()
    found = who_needs(actor, on=on, now=clock.now(), pick=listed.pick)
    shown = {"lines": [needy(each.case, each.line, on) for each in found], "listed": listed.page}
    return page(request, "counsellor/needing.html", shown | {"today": on})


def needy(case: Citizen, line: Line, on: date) -> Needy:
    """One person's line in words."""
    others = (need for need in line.needs[1:] if need.why not in SAID_FIRST_ALONE)
    also = list(dict.fromkeys(why_said(need, on) for need in others))
    act, href = _act(line, case)
    return Needy(case, why_said(line.first, on), also, line.spoken, act, href)


def why_said(need: Need, on: date) -> str:
    """Why somebody needs us, in a sentence."""
    told = {}
    if need.by:
        told["by"] = day_near(need.by, on)
    if need.since:
        told["moment"] = moment_near(need.since, on)
    if need.why is Why.ALERT:
        told["about"] = _watched(need, on)
    return text(f"day.why.{_words(need, on)}", **told)


def _watched(need: Need, on: date) -> str:
    """What the net has seen, and since when where that is the day of an event."""
    watch = watch_of(need)
    if watch is None:
        return text("day.why.unknown")
    if watch.looks_for is Watching.NOTHING_AHEAD:
        return watch.words.why
    since = text("net.alerts.since", day=day_near(since_of(need), on))
    return f"{watch.words.why} {since}"


def _words(need: Need, on: date) -> str:
    late = need.by is not None and need.by < on
    if need.why is Why.SUMMONS and (need.by is None or late):
        return "summons_unknown" if need.by is None else "summons_passed"
    if need.why is Why.ALERT and late:
        return "alert_late"
    if need.why is Why.SILENCE and need.since is None:
        return "silence_never"
    return need.why.value


def _act(line: Line, case: Citizen) -> tuple[str, str]:
    """The act that helps with what comes first, in words, and the way to it.

    A summons is a time: whoever is to have one and has an alert that a time closes is summoned.
    """
    need, watch = line.first, watch_of(line.first)
    if watch and Closes.BOOKING in watch.closes:
        need = next((each for each in line.needs if each.why is Why.SUMMONS), need)
    return act_for(need, case)


def act_for(need: Need, case: Citizen) -> tuple[str, str]:
    """The act that helps with one need, in words, and the way to it."""
    if need.why in OF_THE_NET:
        watch = watch_of(need)
        ways = watch.ways if watch else (Way.CALL, Way.BOOK)
        way, href = next((way, href) for way in (*ways, Way.BOOK) if (href := way_to(way, case)))
        return text(f"net.way.{way}"), href
    return text(f"day.act.{need.why}"), _way(need, case.public_id)


def _way(need: Need, citizen: str) -> str:
    if need.why is Why.LETTER:
        return address("citizen_letter", public_id=citizen, letter_id=need.ref)
    if need.why is Why.PARTNER:
        return address("partner_talk_with", public_id=citizen, invitation_id=need.ref)
    if need.why in BY_REF:
        return address(BY_REF[need.why], public_id=need.ref)
    return address(BY_CITIZEN[need.why], public_id=citizen)
