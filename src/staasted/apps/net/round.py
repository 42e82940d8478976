"""The nightly round: alerts are closed by acts, opened, given to whoever is at work, and told on.

Everybody is read at once, and written in chunks of cases, each a transaction with its cases held:
the queries of a chunk are the same however many are in it. It may run twice, or be stopped and run
again: a thing opens one alert while the act that met it stands (decision 0056), and the figures of
a night are written once.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import danish_day
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import cases_lock
from staasted.apps.net.acts import acts_since
from staasted.apps.net.figures import night_write
from staasted.apps.net.finding import Finding, findings
from staasted.apps.net.handing import alerts_hand_on, alerts_load, alerts_open, held_by
from staasted.apps.net.models import Alert
from staasted.apps.net.scene import scene_at
from staasted.apps.net.settling import alerts_close, alerts_of_closed_end
from staasted.apps.net.staffing import staffing_on
from staasted.apps.net.turn import (
    Before,
    acts_matter_from,
    alerts_new,
    alerts_share,
    came_back,
    had_alerts,
)

CHUNK = 500
"""Cases held at once. Source: decision 0045."""


def net_round(*, now: datetime) -> int:
    """Go through the net once; how many alerts it opened."""
    scene = scene_at(now)
    found: dict[int, list[Finding]] = {}
    for finding in findings(scene):
        found.setdefault(finding.citizen, []).append(finding)
    waiting = Alert.objects.filter(met_at=None).values_list("citizen_id", flat=True)
    with transaction.atomic():
        alerts_of_closed_end()
    keys = iter(sorted(found.keys() | set(waiting)))
    opened = 0
    while chunk := list(islice(keys, CHUNK)):
        opened += _chunk(chunk, found, now)
    night_write(scene)
    return opened


@transaction.atomic
def _chunk(keys: Sequence[int], found: dict[int, list[Finding]], now: datetime) -> int:
    """One chunk of cases: some twenty queries."""
    cases_lock(keys)
    cases = {c.pk: c for c in Citizen.objects.filter(pk__among=list(keys), closed_on=None)}
    held = alerts_open(cases)
    wanted = [each for key in cases for each in found.get(key, ())]
    had = had_alerts(cases)
    acts = acts_since(acts_matter_from(held, wanted, had, now), citizen_ids=list(cases))
    closed = {alert.pk for alert in alerts_close(held, acts)}
    standing = [alert for alert in held if alert.pk not in closed]
    staffing = staffing_on(danish_day(now), list(cases.values()), alerts_load())
    new = alerts_new(wanted, Before(standing, had, acts, cases), now)
    hands = {alert.pk: held_by(alert) for alert in standing}
    alerts_share([*standing, *new], staffing, danish_day(now))
    alerts_hand_on([alert for alert in standing if held_by(alert) != hands[alert.pk]])
    _write(new, came_back(new, had), now)
    return len(new)


def _write(new: Sequence[Alert], before: Sequence[int], now: datetime) -> None:
    """Open these; ``before`` are the keys of those whose place they take."""
    if not new:
        return
    if before:
        Alert.objects.filter(pk__among=list(before)).update(returned_on=danish_day(now))
    Alert.objects.bulk_create(new)
    named = sorted({alert.citizen.public_id for alert in new})
    facts = {"opened": [[alert.public_id, alert.watch] for alert in new]}
    act_log(actor=OPERATOR, act="alerts_open", at=now, citizens=named, facts=facts)
