"""Who is where in the net at a moment, and the figures of a night, written once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from staasted.apps.booking.days import danish_day
from staasted.apps.net.acts import acts_since
from staasted.apps.net.days import shut
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.net.scene import Scene, Seen
from staasted.apps.net.staffing import at_work_on
from staasted.catalog.loader import catalog
from staasted.catalog.watches import watch_for
from staasted.core.net import (
    GroupFigures,
    NetBounds,
    NetPlace,
    PersonInNet,
    Watched,
    Watching,
    figures_by_group,
    net_place,
)

NOBODY_ACTED: Mapping[int, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one citizen is in the net, and the alert that names somebody, if one is open."""

    seen: Seen
    place: NetPlace
    alert: Alert | None = None


def places(scene: Scene) -> dict[int, Placed]:
    """Where everybody of a scene is: a dozen queries, however many they are."""
    last = round_last()
    acted = _acted(scene, last) if last else {}
    return places_by(scene, _alerts(), last=last, acted=acted)


def places_by(
    scene: Scene,
    alerts: Mapping[int, Alert],
    *,
    last: datetime | None = None,
    acted: Mapping[int, date] = NOBODY_ACTED,
) -> dict[int, Placed]:
    """The same by the open alert on each citizen with nothing ahead: two queries.

    ``last`` is when the net was last gone through, ``acted`` the day of the last act since.
    """
    at_work, policy, closed = at_work_on(scene.on), catalog().policy, shut(scene.on)
    found = {}
    for key, seen in scene.people.items():
        alert = alerts.get(key)
        watched = Watched(
            alert.opened_on if alert else None,
            at_work=alert is not None and alert.owner_id in at_work,
            acted_on=acted.get(key),
            round_on=danish_day(last) if last else None,
        )
        place = net_place(
            covered=bool(seen.covers),
            silent_since=seen.silent_since,
            watched=watched,
            on=scene.on,
            bounds=NetBounds(seen.limit_days, policy["net_act_working_days"], closed),
        )
        found[key] = Placed(seen, place, alert)
    return found


def figures_of(placed: Mapping[int, Placed], on: date) -> tuple[GroupFigures, ...]:
    """The figures of all, then of each group."""
    return figures_by_group(
        PersonInNet(each.seen.group, each.place, each.seen.silent_days(on), _days(each, on))
        for each in placed.values()
    )


def night_write(scene: Scene) -> None:
    """Write who is lost since when, and the figures of the scene's night where it has none."""
    placed = places(scene)
    told = figures_of(placed, scene.on)
    rows = [NightlyFigure(on=scene.on, at=scene.at, **each._asdict()) for each in told]
    with transaction.atomic():
        _mark(placed, scene.on)
        NightlyFigure.objects.bulk_create(rows, ignore_conflicts=True)  # the first of two rounds


def _mark(placed: Mapping[int, Placed], on: date) -> None:
    """Let each alert on somebody with nothing ahead say since which night they have been lost, or
    are uncovered no more: four queries at most.

    An alert closes by an act alone. Where a register told of what covers somebody, or that they are
    not ours, it stays with whoever has it, and the lead's figures and lists are without them.
    """
    changed = defaultdict[tuple[date | None, date | None], list[int]](list)
    for citizen, alert in _alerts().items():
        place = placed[citizen].place if citizen in placed else NetPlace.COVERED
        lost = (alert.lost_on or on) if place is NetPlace.LOST else None
        covered = (alert.covered_on or on) if place is NetPlace.COVERED else None
        if (lost, covered) != (alert.lost_on, alert.covered_on):
            changed[lost, covered].append(alert.pk)
    for (lost, covered), keys in changed.items():
        rows = Alert.objects.filter(pk__among=keys, met_at=None)
        rows.update(lost_on=lost, covered_on=covered)


def round_last() -> datetime | None:
    """When the net was last gone through to its end: one query."""
    newest = NightlyFigure.objects.filter(group="").order_by("-on")
    return newest.values_list("at", flat=True).first()


def _alerts() -> dict[int, Alert]:
    """The open alert on each citizen with nothing ahead."""
    held = Alert.objects.filter(met_at=None, watch=watch_for(Watching.NOTHING_AHEAD).slug)
    return {alert.citizen_id: alert for alert in held}


def _acted(scene: Scene, last: datetime) -> dict[int, date]:
    """The day of the last act since the last round, of those with nothing ahead."""
    acts = acts_since(last, citizen_ids=list(scene.uncovered))
    return {citizen: max(danish_day(act.at) for act in done) for citizen, done in acts.items()}


def _days(each: Placed, on: date) -> int:
    """Days somebody has had nothing ahead, both ends counted."""
    if each.place is NetPlace.COVERED:
        return 0
    return (on - each.alert.opened_on).days + 1 if each.alert else 1
