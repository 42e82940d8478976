"""Er vi på niveau? The sentence first, then the table, then the persons behind the number."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import citizens_behind_number
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.effort import Level, PersonLevel
from staasted.web.ui.duties import Duty, duties
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader

PER_PAGE = 30  # rows a page, the bar's list page
SHOWN = ("mangler", "har", "ukendt")


@never_cache
@require_safe
@room(Role.LEAD)
def level(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The legal level of the half-year that contains today."""
    found = level_on(actor, on=clock.today())
    which = request.GET.get("vis", SHOWN[0])
    which = which if which in SHOWN else SHOWN[0]
    listed = Paginator(_listed(found, which), PER_PAGE).get_page(request.GET.get("side"))
    names = citizens_behind_number(actor, [ref for ref, _ in listed])
    people = [(names.get(ref), _owed(person)) for ref, person in listed]
    shown = {"which": which, "listed": listed, "people": people}
    return page(request, "lead/level.html", shown | _figures(found))


def _owed(person: PersonLevel | None) -> list[Duty]:
    return duties(person.obligations, reader=Reader.STAFF) if person else []


def _figures(found: Level) -> dict[str, object]:
    return {
        "level": found,
        "groups": [(group, catalog().target_groups.get(group.group)) for group in found.groups],
        "lacking": found.persons_bound - found.persons_met,
        "open": sum(person.open for person in found.persons if not person.met),
    }


def _listed(found: Level, which: str) -> list[tuple[str, PersonLevel | None]]:
    """The persons asked for, in a stable order: who lacks something soonest first."""
    if which == "ukendt":
        return [(ref, None) for ref in found.unknown]
    people = [person for person in found.persons if person.met == (which == "har")]
    people.sort(key=lambda person: (_soonest(person), person.ref))
    return [(person.ref, person) for person in people]


def _soonest(person: PersonLevel) -> date:
    """The soonest date something lacks by; of somebody who lacks nothing, the soonest date."""
    lacking = [owed for owed in person.obligations if owed.missing]
    return min(owed.due for owed in lacking or person.obligations)
