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
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.speech import day_near, moment_near
from staasted.catalog.texts import text
from staasted.core.needing import Line, Reason, Why
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


@dataclass(frozen=True, slots=True)
class Needy:
    """A line as it is shown: why this person now, what else waits, and the way to the act."""

    case: Citizen
    why: str
    also: Sequence[str]
    spoken: date | None
    act: str
    href: str


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
    said = list(dict.fromkeys(why_said(reason, on) for reason in line.reasons))
    act, href = text(f"day.act.{line.first.why}"), _way(line.first, case.public_id)
    return Needy(case, said[0], said[1:], line.spoken, act, href)


def why_said(reason: Reason, on: date) -> str:
    """Why somebody needs us, in a sentence."""
    told = {}
    if reason.by:
        told["by"] = day_near(reason.by, on)
    if reason.since:
        told["moment"] = moment_near(reason.since, on)
    return text(f"day.why.{_words(reason, on)}", **told)


def _words(reason: Reason, on: date) -> str:
    if reason.why is Why.SUMMONS and (reason.by is None or reason.by < on):
        return "summons_unknown" if reason.by is None else "summons_passed"
    if reason.why is Why.SILENCE and reason.since is None:
        return "silence_never"
    return reason.why.value


def _way(reason: Reason, citizen: str) -> str:
    if reason.why is Why.LETTER:
        return address("citizen_letter", public_id=citizen, letter_id=reason.ref)
    if reason.why in BY_REF:
        return address(BY_REF[reason.why], public_id=reason.ref)
    return address(BY_CITIZEN[reason.why], public_id=citizen)
