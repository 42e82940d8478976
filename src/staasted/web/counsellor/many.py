"""The same act for many of one's own citizens: chosen on the list, looked at, done, told.

Nothing is kept between the steps but the public ids on the page itself. Each citizen's act is a
transaction of its own through the service that does it for one: whoever it is refused for is
named with the reason, and everybody else has it done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, caseload_some
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.web.counsellor.many_inviting import InvitingMany
from staasted.web.counsellor.many_letters import WritingToMany
from staasted.web.counsellor.picking import Listing, asked_in
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Refusal, said

MOST_AT_ONCE = 60
"""Citizens in one act: a whole caseload, and a page one can look through. Source: decision 0057."""
STEP, LOOK, YES = "trin", "se", "bekraeft"
OF_THE_FLOW = {"csrfmiddlewaretoken", STEP, "alle", "valgt", "borger"}
"""What the pages of the flow add to what the act itself asks."""


class Deed(Protocol):
    """One kind of act: what it asks, who it would be refused for, and the act itself."""

    template: str

    @property
    def ready(self) -> bool:
        """Whether all it asks has been answered."""

    @property
    def status(self) -> int:
        """400 where something that was answered is wrong."""

    def shown(self) -> dict[str, object]:
        """What its part of a page shows."""

    def foreseen(self, case: Citizen, number: int) -> DomainError | None:
        """Why it would be refused for a citizen, ``number`` others before them; writes nothing."""

    def done(self, case: Citizen) -> None:
        """Do it for one. Errors: DomainError where it is refused."""


DEEDS = {"inviter": InvitingMany, "brev": WritingToMany}


@dataclass(frozen=True, slots=True)
class People:
    """Those who were chosen and are one's own today; ``gone`` counts the others, ``cut`` those
    beyond what one act takes. ``everybody`` where all were asked for and some were ticked too."""

    cases: Sequence[Citizen]
    gone: int
    cut: int
    everybody: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def caseload_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask what the act needs, show what will happen to whom, or do it and tell."""
    sent = request.POST
    kind = DEEDS.get(sent.get("gerning", ""))
    people = people_chosen(actor, sent) if kind else People((), 0, 0)
    shown = {"kind": sent.get("gerning", ""), "people": people, "back": _query(sent)}
    if kind is None or not people.cases:
        return page(request, "counsellor/many_nobody.html", shown, status=400 if sent else 200)
    deed: Deed = kind(request, actor, people.cases)
    if not deed.ready or sent.get(STEP) not in (LOOK, YES):
        return page(request, deed.template, shown | deed.shown(), status=deed.status)
    if sent[STEP] == YES:
        shown |= _all_done(deed, people.cases)
        return page(request, "counsellor/many_done.html", shown)
    shown |= {"example": None, "key": ""} | deed.shown() | _look(deed, people, sent)
    return page(request, "counsellor/many_check.html", shown)


def people_chosen(actor: Actor, sent: QueryDict) -> People:
    """Who is meant on the list: those ticked there, or everybody it holds."""
    if "alle" in sent and STEP not in sent:
        listing = Listing(
            actor, clock.today(), asked_in(QueryDict(sent.get("valgt", ""))), whole=True
        )
        found = listing.cases()
        cut = max(0, len(found) - MOST_AT_ONCE)
        return People(found[:MOST_AT_ONCE], 0, cut, everybody="borger" in sent)
    refs = list(dict.fromkeys(sent.getlist("borger")))
    taken = refs[:MOST_AT_ONCE]
    cases = caseload_some(actor, taken, on=clock.today()) if taken else []
    return People(cases, len(taken) - len(cases), len(refs) - len(taken))


def _look(deed: Deed, people: People, sent: QueryDict) -> dict[str, object]:
    """Who has it done, and who is left out with the reason."""
    will: list[Citizen] = []
    left: list[tuple[Citizen, Refusal]] = []
    for case in people.cases:
        refused = deed.foreseen(case, len(will))
        if refused is None:
            will.append(case)
        else:
            left.append((case, said(refused)))
    again = [(n, v) for n, vs in sent.lists() if n not in OF_THE_FLOW for v in vs]
    return {"will": will, "left": left, "sent": again}


def _all_done(deed: Deed, cases: Sequence[Citizen]) -> dict[str, object]:
    """Done for each; whoever it was refused for, with the reason."""
    will: list[Citizen] = []
    left: list[tuple[Citizen, Refusal]] = []
    for case in cases:
        try:
            deed.done(case)
            will.append(case)
        except DomainError as refused:
            left.append((case, said(refused)))
    return {"will": will, "left": left}


def _query(sent: QueryDict) -> str:
    """The list one came from, as an address says it: nothing but words it knows."""
    return asked_in(QueryDict(sent.get("valgt", ""))).query or "vis="
