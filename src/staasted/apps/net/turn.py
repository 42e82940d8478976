"""What a round is to do about what the watches found: thought alone, and nothing is written.

What to open, whose an alert is today, and who hears of it next. The round does it
(``round.py``), and whoever looks ahead only counts it (``ahead.py``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.acts import Act, Acts, meets
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

COLLEAGUE_AFTER, LEAD_AFTER = "net_colleague_working_days", "net_act_working_days"
"""When others hear of an alert whose watch is no more. Names of the policy's numbers."""

MET = ("met_by", "met_key")

Key = tuple[int, str, str]
"""What has had an alert: the citizen, the watch, and what it was about."""


class Had(NamedTuple):
    """The alert a thing has had: its day, and the act that met it; "" while none has. ``pk`` is
    None of one that is only foreseen."""

    pk: int | None
    since_on: date
    met_by: str = ""
    met_key: int | None = None

    def stands(self, acts: Iterable[Act]) -> bool:
        """Whether it is open, or the act that met it is one still: nobody took it back."""
        return not self.met_by or (self.met_by, self.met_key) in {(a.kind, a.key) for a in acts}


def acts_matter_from(
    held: Sequence[Alert], wanted: Sequence[Finding], had: Mapping[Key, Had], now: datetime
) -> datetime:
    """The moment from which acts matter here: those that would meet it, and those that did."""
    days = [first_day_of(held)] if held else []
    for each in wanted:
        before = had.get(_key(each))
        days += [
            day_bounds(each.since)[0],
            day_bounds(before.since_on if before else each.since)[0],
        ]
    return min([now, *days])


@dataclass(frozen=True, slots=True)
class Before:
    """What was there before a night: the alerts that stand, what has had one ever, what was done
    since it matters, and the open cases."""

    standing: Sequence[Alert]
    had: Mapping[Key, Had]
    acts: Acts
    cases: Mapping[int, Citizen]


def had_alerts(cases: Iterable[int]) -> dict[Key, Had]:
    """What of these citizens' has had an alert, beside those that came back: one query."""
    known = Alert.objects.filter(citizen__id__among=list(cases), returned_on=None).order_by()
    rows = known.values_list("citizen_id", "watch", "about_key", "pk", "since_on", *MET)
    return {(whose, watch, ref): Had(*rest) for whose, watch, ref, *rest in rows}


def alerts_new(wanted: Iterable[Finding], before: Before, now: datetime) -> list[Alert]:
    """The alerts to open, one a citizen and watch, about the first of what they are wanted for.

    Not where one stands, nor about what has had one whose act stands, or was met already.
    """
    stands = {(alert.citizen_id, alert.watch) for alert in before.standing}
    new = []
    for each in wanted:
        acts = before.acts.get(each.citizen, ())
        had, place = before.had.get(_key(each)), (each.citizen, each.watch.slug)
        if place in stands or (had and had.stands(acts)) or _met(each, acts, now):
            continue
        stands.add(place)
        new.append(_alert(each, before.cases[each.citizen], now))
    return new


def came_back(new: Iterable[Alert], had: Mapping[Key, Had]) -> list[int]:
    """The keys of the alerts these take the place of: the acts that met them are none any more."""
    before = (had.get((alert.citizen_id, alert.watch, alert.about_key)) for alert in new)
    return [each.pk for each in before if each is not None and each.pk is not None]


def _key(finding: Finding) -> Key:
    return finding.citizen, finding.watch.slug, finding.ref


def _alert(finding: Finding, case: Citizen, now: datetime) -> Alert:
    return Alert(
        citizen=case,
        watch=finding.watch.slug,
        about_key=finding.ref,
        since_on=finding.since,
        silent_since=finding.silent_since,
        opened_on=danish_day(now),
        opened_at=now,
    )


def _met(finding: Finding, acts: Iterable[Act], now: datetime) -> bool:
    if finding.of_state:  # what was written before the reading is in it
        return any(act.at > now - UNREAD for act in acts)
    at = finding.since_at
    later = (act for act in acts if at is None or act.began >= at)
    return any(meets(act, finding.watch, finding.since) for act in later)


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
        further = escalation_of(
            alert.opened_on,
            on,
            colleague_days=policy[watch.colleague_after if watch else COLLEAGUE_AFTER],
            lead_days=policy[watch.lead_after if watch else LEAD_AFTER],
            closed=closed,
        )
        case, owner = alert.citizen_id, alert.owner_id
        if further.colleague and not staffing.may_help(alert.colleague_id, case, owner):
            chosen = staffing.colleague_of(case, owner)
            if chosen is not None:
                alert.colleague_id, alert.colleague_on = chosen, on
        if further.lead:
            alert.lead_on = alert.lead_on or on
