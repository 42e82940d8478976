"""What a round is to do about what the watches found: thought alone, and nothing is written.

What to open, whose an alert is today, and who hears of it next. The round does it
(``round.py``), and whoever looks ahead only counts it (``ahead.py``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.acts import Acts, meets
from staasted.apps.net.days import shut
from staasted.apps.net.finding import Finding
from staasted.apps.net.models import Alert
from staasted.apps.net.settling import first_day_of
from staasted.apps.net.staffing import Staffing
from staasted.catalog.loader import catalog
from staasted.catalog.watches import Owner, watches
from staasted.core.net import OwnerAs, escalation_of

UNREAD = timedelta(minutes=5)
"""How long before a reading an act may have begun that the reading did not see: it was not yet
written to its end. Whoever it leaves with nothing ahead is found the night after."""

Key = tuple[int, str, str]
"""What has had an alert: the citizen, the watch, and what it was about."""


def acts_matter_from(held: Sequence[Alert], wanted: Sequence[Finding], now: datetime) -> datetime:
    """The moment from which acts matter here."""
    days = [first_day_of(held)] if held else []
    return min([now, *days, *(day_bounds(each.since)[0] for each in wanted)])


@dataclass(frozen=True, slots=True)
class Before:
    """What was there before a night: the alerts that stand, what has had one ever, what was done
    since it matters, and the open cases."""

    standing: Sequence[Alert]
    had: frozenset[Key]
    acts: Acts
    cases: Mapping[int, Citizen]


def had_alerts(cases: Iterable[int]) -> frozenset[Key]:
    """What of these citizens' has had an alert: one query."""
    known = Alert.objects.filter(citizen__id__among=list(cases)).order_by()
    return frozenset(known.values_list("citizen_id", "watch", "about_key"))


def alerts_new(wanted: Iterable[Finding], before: Before, now: datetime) -> list[Alert]:
    """The alerts to open: not where one stands, nor about what has had one, or was met already."""
    stands = {(alert.citizen_id, alert.watch) for alert in before.standing}
    opened = {"opened_on": danish_day(now), "opened_at": now}
    return [
        Alert(
            citizen=before.cases[each.citizen],
            watch=each.watch.slug,
            about_key=each.ref,
            since_on=each.since,
            silent_since=each.silent_since,
            **opened,
        )
        for each in wanted
        if (each.citizen, each.watch.slug) not in stands
        and (each.citizen, each.watch.slug, each.ref) not in before.had
        and not _met(each, before.acts, now)
    ]


def _met(finding: Finding, acts: Acts, now: datetime) -> bool:
    done = acts.get(finding.citizen, ())
    if finding.of_state:  # what was written before the reading is in it
        return any(act.at > now - UNREAD for act in done)
    return any(meets(act, finding.watch, finding.since) for act in done)


def alerts_share(alerts: Sequence[Alert], staffing: Staffing, on: date) -> None:
    """Let each alert say whose it is that day, and who hears of it."""
    for alert in alerts:
        _give(alert, staffing, on)
    _tell_on(alerts, staffing, on)


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


def _tell_on(alerts: Sequence[Alert], staffing: Staffing, on: date) -> None:
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
