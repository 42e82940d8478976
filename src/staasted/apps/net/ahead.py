"""The nights ahead if nobody acted: what the net would find on each. Nothing is written.

A run for whoever sets limits or plans staff: how many alerts come, and how many would be lost. It
thinks as the round does (``turn.py``), of today's data, on each night to come.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from staasted.apps.citizens.models import Citizen
from staasted.apps.net.acts import acts_since
from staasted.apps.net.figures import figures_of, places_by
from staasted.apps.net.finding import findings
from staasted.apps.net.models import Alert
from staasted.apps.net.scene import Scene, scene_at
from staasted.apps.net.settling import act_on, first_day_of
from staasted.apps.net.staffing import staffing_on
from staasted.apps.net.turn import (
    Before,
    Had,
    Key,
    acts_matter_from,
    alerts_new,
    alerts_share,
    had_alerts,
)
from staasted.apps.timetable.times import at_night
from staasted.catalog.watches import watch_for
from staasted.core.net import GroupFigures, Watching


@dataclass(frozen=True, slots=True)
class NightAhead:
    """One night to come: alerts opened by watch, alerts the lead hears of for the first time, and
    the figures of all."""

    on: date
    opened: Mapping[str, int]
    raised: int
    figures: GroupFigures


def net_ahead(*, now: datetime, nights: int) -> Iterator[NightAhead]:
    """Each of so many nights to come, if nobody did anything and no register told anything.

    Some forty queries a night, however many the citizens are. What the days themselves bring is in
    it: times that have passed, days and pauses that run out, answers that are late.
    """
    cases = {case.pk: case for case in Citizen.objects.filter(closed_on=None)}
    standing, had, night = _standing(now), had_alerts(cases), now
    for _ in range(nights):
        night = at_night(night)
        scene, told = scene_at(night), _raised(standing)
        new = _opened(scene, standing, had, cases)
        standing, had = [*standing, *new], had | {_key(alert): _had(alert) for alert in new}
        yield NightAhead(
            scene.on,
            Counter(alert.watch for alert in new),
            len(_raised(standing) - told),
            figures_of(places_by(scene, _uncovered(standing)), scene.on)[0],
        )


def _standing(now: datetime) -> list[Alert]:
    """The open alerts of open cases that nothing done until now has met."""
    rows = Alert.objects.filter(met_at=None, citizen__closed_on=None).order_by("pk")
    held = list(rows.select_related("citizen"))
    since = first_day_of(held) if held else now
    acts = acts_since(since, citizen_ids=sorted({alert.citizen_id for alert in held}))
    return [alert for alert in held if act_on(alert, acts.get(alert.citizen_id, ())) is None]


def _opened(
    scene: Scene,
    standing: Sequence[Alert],
    had: Mapping[Key, Had],
    cases: Mapping[int, Citizen],
) -> list[Alert]:
    """The alerts that would be opened; each of them, and of those that stand, says whose it is."""
    wanted = sorted(
        (each for each in findings(scene) if each.citizen in cases), key=lambda each: each.citizen
    )
    since = acts_matter_from((), wanted, had, scene.at)
    acts = acts_since(since, citizen_ids=sorted({each.citizen for each in wanted}))
    new = alerts_new(wanted, Before(standing, had, acts, cases), scene.at)
    load = Counter(alert.owner_id for alert in standing if alert.owner_id is not None)
    named = sorted({alert.citizen_id for alert in (*standing, *new)})
    staffing = staffing_on(scene.on, [cases[key] for key in named], load)
    alerts_share([*standing, *new], staffing, scene.on)
    return new


def _raised(standing: Iterable[Alert]) -> set[Key]:
    """What the lead has heard of."""
    return {_key(alert) for alert in standing if alert.lead_on is not None}


def _key(alert: Alert) -> Key:
    return alert.citizen_id, alert.watch, alert.about_key


def _had(alert: Alert) -> Had:
    return Had(None, alert.since_on)


def _uncovered(standing: Sequence[Alert]) -> dict[int, Alert]:
    """The alert on each citizen with nothing ahead."""
    slug = watch_for(Watching.NOTHING_AHEAD).slug
    return {alert.citizen_id: alert for alert in standing if alert.watch == slug}
