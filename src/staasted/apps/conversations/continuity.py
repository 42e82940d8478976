"""The figure of one's own coach, read from the conversations closed here. Names no citizen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import CounsellorAssignment
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.models import TeamMembership
from staasted.catalog.loader import catalog
from staasted.core.axes import Holder, Outcome
from staasted.core.calendar import Period
from staasted.core.conversation import Continuity, MeetingHeld, continuity, told_groups

Stay = tuple[int, date, date | None]
"""Something by its key, from a day to a day, both inclusive."""


@dataclass(frozen=True, slots=True)
class ContinuityHere:
    """A period's figure for the whole house and for each team, by name; None is not told.

    ``unknown`` are held conversations of which nobody here knows who held them. The team without
    a name is of coaches who had none, and of citizens without a coach.
    """

    period: Period
    whole: Continuity | None
    teams: tuple[tuple[str, Continuity | None], ...]
    unknown: int
    fewest: int


def continuity_in(actor: Actor, period: Period) -> ContinuityHere:
    """The figure of a period, for the lead: three queries.

    A conversation belongs to the team of the citizen's own coach that day. Source: decision 0034.
    """
    role_require(actor, Role.LEAD)
    fewest = catalog().policy["continuity_fewest"]
    rows = _held(period)
    known = [row for row in rows if row[1] is not None]
    own, teams, names = _coaches(period), *_teams(period)
    groups: dict[str, list[MeetingHeld]] = defaultdict(list)
    for citizen, holder, on in known:
        coach = _on(own[citizen], on)
        team = names.get(_on(teams[coach], on) or 0, "") if coach is not None else ""
        groups[team].append(MeetingHeld(citizen, coach, holder))
    whole = continuity(each for held in groups.values() for each in held)
    told = told_groups(groups, fewest=fewest)
    return ContinuityHere(
        period=period,
        whole=whole if whole.is_told(fewest) else None,
        teams=tuple(sorted(told.items())),
        unknown=len(rows) - len(known),
        fewest=fewest,
    )


def _held(period: Period) -> list[tuple[int, int | None, date]]:
    """Each conversation held in the period by the municipality's own: citizen, holder, day."""
    starts, _ = day_bounds(period.first)
    _, ends = day_bounds(period.last)
    held = Conversation.objects.filter(
        outcome=Outcome.HELD,
        held_by__in=(Holder.COUNSELLOR, ""),
        starts_at__gte=starts,
        starts_at__lt=ends,
    )
    found = held.values_list("citizen_id", "holder_id", "starts_at")
    return [(citizen, holder, danish_day(at)) for citizen, holder, at in found.iterator()]


def _coaches(period: Period) -> dict[int, list[Stay]]:
    """Who was whose coach in the period: citizen → coaches with their days."""
    rows = CounsellorAssignment.objects.filter(withdrawn=False, from_on__lte=period.last)
    return _stays(rows.values_list("citizen_id", "counsellor_id", "from_on", "to_on"))


def _teams(period: Period) -> tuple[dict[int, list[Stay]], dict[int, str]]:
    """Who was in which team in the period, and the teams' names."""
    rows = TeamMembership.objects.filter(withdrawn=False, from_on__lte=period.last)
    columns = rows.values_list("person_id", "team_id", "from_on", "to_on", "team__name")
    found = list(columns)
    return _stays(row[:4] for row in found), {row[1]: row[4] for row in found}


def _stays(rows: Iterable[tuple[int, int, date, date | None]]) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for whose, what, first, last in rows:
        found[whose].append((what, first, last))
    return found


def _on(stays: Sequence[Stay], day: date) -> int | None:
    """What of these holds on a day."""
    return next(
        (what for what, first, last in stays if first <= day and (last is None or day <= last)),
        None,
    )
