"""What the net holds, for the pages: a counsellor's alerts, and the lead's lists and figures.

``alerts_of`` is a counsellor's own list, ``net_on`` everybody's places now, ``net_trend`` the
nights behind, ``net_round_last`` when the round was last done and whether that is too long ago.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import nameless, role_require
from staasted.apps.citizens.reach import Reach, open_to_staff, with_reach
from staasted.apps.net.figures import figures_of, places, round_last
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.net.scene import scene_at
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.watches import Watch, watches
from staasted.core.net import GroupFigures, NetPlace


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
class PersonAt:
    """One person behind a figure: public id, place, days since the two were in contact, and whose
    the alert is (``owner`` None: nobody's)."""

    citizen: str
    group: str
    place: NetPlace
    silent_days: int
    limit_days: int
    owner: str | None
    opened_on: date | None


@dataclass(frozen=True, slots=True)
class NetNow:
    """The net as it stands: the figures of all (first) and of each group, and the persons."""

    figures: tuple[GroupFigures, ...]
    people: tuple[PersonAt, ...]

    @property
    def total(self) -> GroupFigures:
        """The figures of all."""
        return self.figures[0]

    def at(self, *wanted: NetPlace) -> tuple[PersonAt, ...]:
        """The persons in these places, the longest silence first."""
        return tuple(each for each in self.people if each.place in wanted)


def alerts_of(actor: Actor, *, on: date) -> Alerts:
    """The open alerts the actor owns, or has heard of as a colleague, the oldest first: two queries
    and the notes of the log. The citizens are loaded with their persons; ``alert.about`` is its
    watch. Errors: AccessRefused.

    An alert on somebody who is not of the own caseload is shown once a purpose is said, and with a
    protected name left out.
    """
    role_require(actor, Role.COUNSELLOR)
    mine = Q(owner=actor.person_id) | Q(colleague=actor.person_id)
    rows = _open().filter(mine, citizen__in=open_to_staff(actor, on=on).values("pk"))
    found = list(with_reach(rows, actor, on=on, citizen="citizen_id"))
    shown = [row for row in found if row.reach == Reach.OWN or (actor.purpose and row.reach)]
    own = [row.citizen for row in shown if row.reach == Reach.OWN]
    others = [row.citizen for row in shown if row.reach != Reach.OWN]
    nameless(others)
    note(case.public_id for case in own)
    if others:
        note((case.public_id for case in others), purpose=actor.purpose)
    return Alerts([_about(row) for row in shown], len(found) - len(shown))


def alerts_of_citizens(citizen_ids: Iterable[int]) -> dict[int, list[Alert]]:
    """The open alerts of each of these citizens that has any, the oldest first: one query.

    For a page that has opened the cases already.
    """
    found: dict[int, list[Alert]] = {}
    for row in _open().filter(citizen__id__among=list(citizen_ids)):
        found.setdefault(row.citizen_id, []).append(_about(row))
    return found


def net_on(actor: Actor, *, at: datetime | None = None) -> NetNow:
    """Everybody's place in the net now, for the lead. Public ids alone: the names behind them come
    through ``citizens_behind_number``, which logs. Errors: AccessRefused."""
    role_require(actor, Role.LEAD)
    scene = scene_at(at or clock.now())
    placed = places(scene)
    people = [
        PersonAt(
            each.seen.citizen.public_id,
            each.seen.group,
            each.place,
            each.seen.silent_days(scene.on),
            each.seen.limit_days,
            each.alert.owner.name if each.alert and each.alert.owner else None,
            each.alert.opened_on if each.alert else None,
        )
        for each in placed.values()
        if each.place is not NetPlace.COVERED
    ]
    people.sort(key=lambda each: (-each.silent_days, each.citizen))
    return NetNow(figures_of(placed, scene.on), tuple(people))


def net_last(actor: Actor) -> dict[str, NightlyFigure]:
    """The figures of the last night that was gone through, by group ("" is all): two queries.

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
    most = timedelta(hours=catalog().policy["net_stale_hours"])
    return Round(at, at is None or now - at > most)


def watch_of(alert: Alert) -> Watch | None:
    """What an alert is about; None where the catalogue has no such watch any more."""
    return watches().get(alert.watch)


def _open() -> QuerySet[Alert]:
    rows = Alert.objects.filter(met_at=None)
    rows = rows.select_related("citizen__person", "owner", "colleague")
    return rows.order_by("opened_on", "since_on", "id")


def _about(alert: Alert) -> Alert:
    alert.about = watch_of(alert)
    return alert
