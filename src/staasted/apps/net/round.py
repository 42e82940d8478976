"""The nightly round: alerts are closed by acts, opened, given to whoever is at work, and told on.

Everybody is read at once, and written in chunks of cases, each a transaction with its cases held:
the queries of a chunk are the same however many are in it. It may run twice, or be stopped and run
again: a thing opens one alert ever, and the figures of a night are written once.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Count

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import cases_lock
from staasted.apps.net.acts import Acts, acts_since, meets
from staasted.apps.net.days import shut
from staasted.apps.net.figures import night_write
from staasted.apps.net.finding import Finding, findings
from staasted.apps.net.models import Alert
from staasted.apps.net.scene import scene_at
from staasted.apps.net.settling import alerts_close, alerts_of_closed_end, first_day_of
from staasted.apps.net.staffing import Staffing, staffing_on
from staasted.catalog.loader import catalog
from staasted.catalog.watches import Owner, watches
from staasted.core.net import OwnerAs, escalation_of

CHUNK = 500
"""Cases held at once. Source: decision 0045."""
UNREAD = timedelta(minutes=5)
"""How long before a reading an act may have begun that the reading did not see: it was not yet
written to its end. Whoever it leaves with nothing ahead is found the night after."""
HANDS = ("owner_id", "owner_as", "colleague_id", "colleague_on", "lead_on")
"""What of an alert says whose it is, and who has heard of it."""


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
    held = _open(list(cases))
    wanted = [each for key in cases for each in found.get(key, ())]
    acts = acts_since(_from(held, wanted, now), citizen_ids=list(cases))
    closed = {alert.pk for alert in alerts_close(held, acts)}
    standing = [alert for alert in held if alert.pk not in closed]
    staffing = staffing_on(danish_day(now), list(cases.values()), _load())
    new = _new(wanted, standing, acts, cases, now)
    before = {alert.pk: _held_by(alert) for alert in standing}
    for alert in (*standing, *new):
        _give(alert, staffing, danish_day(now))
    _told_on([*standing, *new], staffing, danish_day(now))
    _hand_on([alert for alert in standing if _held_by(alert) != before[alert.pk]])
    _write(new, now)
    return len(new)


def _held_by(alert: Alert) -> tuple[object, ...]:
    return tuple(getattr(alert, column) for column in HANDS)


def _hand_on(changed: Sequence[Alert]) -> None:
    """Write whose they are now: one question for each different answer."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for alert in changed:
        alike.setdefault(_held_by(alert), []).append(alert.pk)
    for values, keys in alike.items():
        Alert.objects.filter(pk__among=keys).update(**dict(zip(HANDS, values, strict=True)))


def _open(keys: Sequence[int]) -> list[Alert]:
    rows = Alert.objects.select_related("citizen").filter(met_at=None)
    return list(rows.filter(citizen__id__among=keys).order_by("pk"))


def _from(held: Sequence[Alert], wanted: Sequence[Finding], now: datetime) -> datetime:
    """The moment from which acts matter here."""
    days = [first_day_of(held)] if held else []
    return min([now, *days, *(day_bounds(each.since)[0] for each in wanted)])


def _new(
    wanted: Sequence[Finding],
    standing: Sequence[Alert],
    acts: Acts,
    cases: dict[int, Citizen],
    now: datetime,
) -> list[Alert]:
    """The alerts to open: not where one stands, nor about what has had one, or was met already."""
    stands = {(alert.citizen_id, alert.watch) for alert in standing}
    known = Alert.objects.filter(citizen__id__among=list(cases))
    had = set(known.order_by().values_list("citizen_id", "watch", "about_key"))
    opened = {"opened_on": danish_day(now), "opened_at": now}
    return [
        Alert(
            citizen=cases[each.citizen],
            watch=each.watch.slug,
            about_key=each.ref,
            since_on=each.since,
            silent_since=each.silent_since,
            **opened,
        )
        for each in wanted
        if (each.citizen, each.watch.slug) not in stands
        and (each.citizen, each.watch.slug, each.ref) not in had
        and not _met(each, acts, now)
    ]


def _met(finding: Finding, acts: Acts, now: datetime) -> bool:
    done = acts.get(finding.citizen, ())
    if finding.of_state:  # what was written before the reading is in it
        return any(act.at > now - UNREAD for act in done)
    return any(meets(act, finding.watch, finding.since) for act in done)


def _give(alert: Alert, staffing: Staffing, on: date) -> None:
    """Whose it is today; the coach's again when they are back."""
    watch = watches().get(alert.watch)
    if watch is not None and watch.owner is Owner.OFFICE:
        owner, owner_as = None, OwnerAs.LEAD
    else:
        owner, owner_as = staffing.owner_of(alert.citizen_id, alert.owner_id)
    alert.owner_id, alert.owner_as = owner, owner_as
    if owner is None:
        alert.lead_on = alert.lead_on or on


def _told_on(alerts: Sequence[Alert], staffing: Staffing, on: date) -> None:
    """Let a colleague, and then the lead, hear of what nobody has acted on."""
    policy, closed = catalog().policy, shut(on)
    for alert in alerts:
        watch = watches().get(alert.watch)
        if watch is None:
            continue
        further = escalation_of(
            alert.opened_on,
            on,
            colleague_days=policy[watch.colleague_after],
            lead_days=policy[watch.lead_after],
            closed=closed,
        )
        if further.colleague and alert.colleague_on is None:
            alert.colleague_id = staffing.colleague_of(alert.citizen_id, alert.owner_id)
            alert.colleague_on = on
        if further.lead:
            alert.lead_on = alert.lead_on or on


def _write(new: Sequence[Alert], now: datetime) -> None:
    if not new:
        return
    Alert.objects.bulk_create(new)
    named = sorted({alert.citizen.public_id for alert in new})
    facts = {"opened": [[alert.public_id, alert.watch] for alert in new]}
    act_log(actor=OPERATOR, act="alerts_open", at=now, citizens=named, facts=facts)


def _load() -> dict[int, int]:
    """How many open alerts each has."""
    held = Alert.objects.filter(met_at=None, owner__isnull=False)
    return dict(held.values_list("owner").annotate(count=Count("pk")).order_by())
