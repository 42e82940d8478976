"""Borgerne bag tallet: the persons behind a figure of the level, on a page, on paper and in a file.

A list names people, so each of the three asks access for the names and is logged. A protected name
is shown in none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.effort.selectors import Levels, level_on
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.effort import Level, PersonLevel
from staasted.web.lead.kept import OfTheLast
from staasted.web.lead.naming import Naming
from staasted.web.ui.duties import Duty, duties
from staasted.web.ui.figures import group_said
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.spreadsheets import csv_answer

OF_THE_LAW = ("mangler", "har", "ukendt")
OF_THE_DAY = ("sen", "udaekket", "gulv")
OF_OFFERS = ("uden-tilbud",)
TALKS, OFFERS = "samtaler", "tilbud"
MOST_LISTED = 2_000
"""Citizens in one list on paper or in a file. Source: decision 0050."""

Listed = list[tuple[str, PersonLevel | None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: an effort, a list, and the group it is narrowed down to."""

    effort: str
    which: str
    group: str

    @property
    def told(self) -> str:
        """The list by the name its words have; that of a share has one for all of them."""
        named = (*OF_THE_LAW, *OF_THE_DAY, *OF_OFFERS)
        return self.which if self.which in named else "andel"

    @property
    def of_windows(self) -> bool:
        """Whether the list is of people with the windows the law asks something in."""
        return self.which in {"mangler", "har"}

    @property
    def query(self) -> str:
        """The same again, as an address says it."""
        found = QueryDict(mutable=True)
        found.update({"indsats": self.effort, "vis": self.which})
        if self.group:
            found["gruppe"] = self.group
        return f"?{found.urlencode()}"


def effort_asked(request: HttpRequest) -> str:
    """Conversations, or offers where the address asks for them."""
    return OFFERS if request.GET.get("indsats") == OFFERS else TALKS


def level_of(levels: Levels, effort: str) -> Level:
    """The level of an effort."""
    return levels.offers if effort == OFFERS else levels.conversations


def people_asked(request: HttpRequest, levels: Levels) -> Asked:
    """The list the address asks for; who lacks something, where it names no list there is."""
    effort = effort_asked(request)
    found = level_of(levels, effort)
    ways = (*OF_THE_LAW, *OF_THE_DAY, *(share.key for share in found.shares))
    ways += OF_OFFERS if effort == OFFERS else ()
    which, group = request.GET.get("vis"), request.GET.get("gruppe", "")
    which = which if which in ways else OF_THE_LAW[0]
    narrows = which in {"mangler", "har"} and group in {each.group for each in found.groups}
    return Asked(effort, which, group if narrows else "")


def people_listed(levels: Levels, asked: Asked) -> Listed:
    """The persons asked for, in a stable order: who lacks something soonest first."""
    return _LISTED.of(levels, asked, lambda: _listed(levels, asked))


_LISTED = OfTheLast()


def _listed(levels: Levels, asked: Asked) -> Listed:
    found, which = level_of(levels, asked.effort), asked.which
    plain = {"ukendt": found.unknown, "sen": levels.first_late, "udaekket": levels.uncovered}
    plain |= {"gulv": levels.below_floor}
    plain |= {share.key: share.breaches for share in found.shares}
    if levels.in_offers is not None:
        plain["uden-tilbud"] = levels.in_offers.without
    if which in plain:
        return [(ref, None) for ref in plain[which]]
    of_group = (_in_group(person, asked.group) for person in found.persons)
    people = [person for person in of_group if person and person.met == (which == "har")]
    people.sort(key=lambda person: (_soonest(person), person.ref))
    return [(person.ref, person) for person in people]


def people_owed(person: PersonLevel | None) -> list[Duty]:
    """What the law says of somebody, in words; nothing where the list says it itself."""
    return duties(person.obligations, reader=Reader.STAFF) if person else []


@never_cache
@require_safe
@room(Role.LEAD)
def people_paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A whole list, to print."""
    asked, listed, left = _whole(request, actor)
    shown = {"asked": asked, "rows": list(_rows(actor, asked, listed)), "left": left}
    shown |= {"today": clock.today(), "columns": _columns(asked)}
    shown["group"] = group_said(asked.group) if asked.group else ""
    return page(request, "lead/people_paper.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def people_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A whole list as a file a spreadsheet opens."""
    asked, listed, left = _whole(request, actor)
    rows = [_columns(asked), *_rows(actor, asked, listed)]
    if left:
        rows.append([text("overview.people.left", count=left)])
    return csv_answer(text("overview.people.file_name"), rows, on=clock.today())


def _whole(request: HttpRequest, actor: Actor) -> tuple[Asked, Listed, int]:
    """The list, no longer than it may be, and how many were left out."""
    levels = level_on(actor, on=clock.today(), offers=effort_asked(request) == OFFERS)
    asked = people_asked(request, levels)
    listed = people_listed(levels, asked)
    return asked, listed[:MOST_LISTED], max(0, len(listed) - MOST_LISTED)


def _columns(asked: Asked) -> list[str]:
    """A list of windows says each one's group; the others are of people alone."""
    names = ("name", "group", "what") if asked.of_windows else ("name", "what")
    return [text(f"overview.people.{name}") for name in names]


def _rows(actor: Actor, asked: Asked, listed: Listed) -> Iterator[list[str]]:
    """Each person in words: name, group where the list says it, and what lacks."""
    names = Naming(actor, clock.today())([ref for ref, _ in listed])
    for ref, person in listed:
        owed = "; ".join(f"{duty.name}: {duty.sentence}" for duty in people_owed(person))
        what = owed or text(f"lead.level.row.{asked.told}")
        name, group = names.get(ref), [_groups(person)] if asked.of_windows else []
        if name is None:
            name, what = text("lead.level.own_case"), text("lead.level.own_case_why")
            group = [""] * len(group)
        yield [name, *group, what]


def _groups(person: PersonLevel | None) -> str:
    """The groups somebody has those windows under."""
    groups = dict.fromkeys(owed.group for owed in person.obligations) if person else ()
    return ", ".join(group_said(group) for group in groups)


def _in_group(person: PersonLevel, group: str) -> PersonLevel | None:
    """A person with the windows under a group alone; None of whoever has none there."""
    if not group:
        return person
    own = tuple(owed for owed in person.obligations if owed.group == group)
    return PersonLevel(person.ref, own) if own else None


def _soonest(person: PersonLevel) -> date:
    """The soonest date something lacks by; of somebody who lacks nothing, the soonest date."""
    return min(owed.due for owed in person.lacking or person.obligations)
