"""What the net holds, for the pages: a counsellor's alerts, and the lead's lists and figures.

``alerts_of`` is a counsellor's own list, ``net_on`` who is watched and lost now, ``net_trend`` the
nights behind, ``net_round_last`` when the round was last done and whether that is too long ago.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import Reach, on_open_cases, with_reach
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.apps.net.days import shut
from staasted.apps.net.figures import round_last
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.catalog.loader import catalog
from staasted.catalog.watches import Watch, watch_for, watches
from staasted.core.calendar import working_day_after
from staasted.core.net import Watching


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts somebody has, the nearest to its limit first; of colleagues who are away once a
    purpose is said: until then ``hidden`` is how many there are."""

    alerts: Sequence[Alert]
    hidden: int


@dataclass(frozen=True, slots=True)
class Round:
    """When the net was last gone through, None is never; ``stale`` where that is too long ago."""

    at: datetime | None
    stale: bool


@dataclass(frozen=True, slots=True)
class NetNow:
    """Who has nothing ahead: the alert on each, with its citizen and owner. ``lost`` are those
    nobody did anything for in time, the longest first; ``watched`` the others.

    ``raised`` are the alerts of the other watches the lead has heard of, the oldest first, each
    with its watch as ``about``: nobody acted in time, or nobody who may have it is at work.
    """

    lost: Sequence[Alert]
    watched: Sequence[Alert]
    raised: Sequence[Alert] = ()

    @property
    def uncovered(self) -> Sequence[Alert]:
        """Both the lost and the watched."""
        return [*self.lost, *self.watched]


def alerts_of(actor: Actor, *, on: date) -> Alerts:
    """The open alerts the actor owns, or has heard of as a colleague, the nearest to its limit
    first: three queries.

    The citizens are loaded with their persons; ``alert.about`` is its watch, and ``alert.act_by``
    the last day before the lead hears of it. The soonest of those come first. Errors:
    AccessRefused.

    An alert on somebody who is not of the own caseload is shown once a purpose is said, and with a
    protected name left out.
    """
    role_require(actor, Role.COUNSELLOR)
    mine = Q(owner=actor.person_id) | Q(colleague=actor.person_id)
    rows = on_open_cases(_open().filter(mine), actor, on=on)
    found = list(with_reach(rows, actor, on=on, citizen="citizen_id"))
    shown = [row for row in found if row.reach == Reach.OWN or (actor.purpose and row.reach)]
    own = [row.citizen for row in shown if row.reach == Reach.OWN]
    others = [row.citizen for row in shown if row.reach != Reach.OWN]
    nameless(others)
    note(case.public_id for case in own)
    if others:
        note((case.public_id for case in others), purpose=actor.purpose)
    told = [_about(row) for row in shown]
    _limits_say(told, on)
    return Alerts(sorted(told, key=lambda row: (row.act_by, row.pk)), len(found) - len(shown))


def alerts_of_citizens(citizen_ids: Iterable[int]) -> dict[int, list[Alert]]:
    """The open alerts of each of these citizens that has any, the oldest first: one query.

    For a page that has opened the cases already.
    """
    found: dict[int, list[Alert]] = {}
    for row in _open().filter(citizen__id__among=list(citizen_ids)):
        found.setdefault(row.citizen_id, []).append(_about(row))
    return found


def net_on(actor: Actor) -> NetNow:
    """Everybody the last round found with nothing ahead and nobody has acted for since, and what
    has been raised to the lead, for the lead: one query. Numbers alone may be made of it; the
    names come through ``net_people``.

    Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    slug = watch_for(Watching.NOTHING_AHEAD).slug
    uncovered, raised = Q(watch=slug, covered_on=None), Q(lead_on__isnull=False) & ~Q(watch=slug)
    found = list(_open().filter(uncovered | raised, citizen__closed_on=None))
    rows = [row for row in found if row.watch == slug]
    rows.sort(key=lambda row: (row.silent_since or row.opened_on, row.pk))
    lost = [row for row in rows if row.lost_on is not None]
    watched = [row for row in rows if row.lost_on is None]
    return NetNow(lost, watched, [_about(row) for row in found if row.watch != slug])


def net_people(actor: Actor, alerts: Iterable[Alert], *, on: date) -> dict[str, Citizen]:
    """The citizens behind some of these, by public id, for the lead: name and dates, logged.

    Neither the lead's own case nor one that is marked for them is among them. Errors:
    AccessRefused.
    """
    return citizens_behind_number(actor, [row.citizen.public_id for row in alerts], on=on)


def net_night(actor: Actor) -> NightlyFigure | None:
    """The figures of all of the last night that was gone through: one query.

    None before the first. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    return NightlyFigure.objects.filter(group="").order_by("-on").first()


def net_last(actor: Actor) -> dict[str, NightlyFigure]:
    """The figures of the last night that was gone through, by group ("" is all): one query.

    Empty before the first. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    newest = NightlyFigure.objects.filter(group="").order_by("-on").values("on")[:1]
    return {row.group: row for row in NightlyFigure.objects.filter(on__in=newest)}


def net_trend(actor: Actor, *, until: date, days: int = 91, group: str = "") -> list[NightlyFigure]:
    """The figures of a group, or of all, night by night, the oldest first: one query.

    ``days`` back from ``until``, both inclusive; a night that was missed is not there.
    Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    first = until - timedelta(days=days)
    rows = NightlyFigure.objects.filter(group=group, on__gte=first, on__lte=until)
    return list(rows.order_by("on"))


def net_round_last(*, now: datetime) -> Round:
    """When the round was last done, and whether that is longer ago than it may be: one query."""
    at = round_last()
    return Round(at, at is None or is_stale(at, now))


def is_stale(at: datetime, now: datetime) -> bool:
    """Whether a night's figures are older than they may be."""
    return now - at > timedelta(hours=catalog().policy["net_stale_hours"])


def watch_of(alert: Alert) -> Watch | None:
    """What an alert is about; None where the catalogue has no such watch any more."""
    return watches().get(alert.watch)


def _open() -> QuerySet[Alert]:
    rows = Alert.objects.filter(met_at=None)
    rows = rows.select_related("citizen__person", "owner", "colleague")
    return rows.order_by("opened_on", "since_on", "id")


def _limits_say(alerts: Sequence[Alert], on: date) -> None:
    """Let each say by which day somebody is to have acted."""
    policy, closed = catalog().policy, shut(on)
    for alert in alerts:
        slug = alert.about.lead_after if alert.about else "net_act_working_days"
        alert.act_by = working_day_after(alert.opened_on, policy[slug], closed=closed)


def _about(alert: Alert) -> Alert:
    alert.about = watch_of(alert)
    return alert
