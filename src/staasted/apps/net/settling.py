"""An act closes what waits for one: at once, in its own transaction; the night sees to the rest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import day_bounds
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import cases_lock
from staasted.apps.net.acts import Act, Acts, acts_since, meets
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.catalog.watches import watches
from staasted.core.net import ActKind


def act_heard(citizen: Citizen) -> None:
    """Close the citizen's alerts that an act has met. Inside its transaction, the case held."""
    waiting = list(_open().filter(citizen=citizen))
    if waiting:
        alerts_close(waiting, acts_since(first_day_of(waiting), citizen_ids=[citizen.pk]))


def alerts_close(alerts: Iterable[Alert], acts: Acts) -> list[Alert]:
    """Close each of these that an act has met, and log it; those that were closed.

    Inside a transaction, with the cases held and the alerts' cases loaded: nobody else closes them.
    """
    closed = []
    for alert in alerts:
        act = act_on(alert, acts.get(alert.citizen_id, ()))
        if act is not None:
            closed.append(_closed(alert, act.kind, act.key))
    _write(closed)
    return closed


def alerts_of_closed_end() -> int:
    """Close what is open on cases that have been closed since; how many. In a transaction.

    Another round may be at it as well: the cases are held first, and read anew.
    """
    left = _open().filter(citizen__closed_on__isnull=False)
    held = sorted(set(left.order_by().values_list("citizen_id", flat=True)))
    if not held:
        return 0
    cases_lock(held)
    still = left.filter(citizen__id__among=held)
    gone = [_closed(each, ActKind.CASE_CLOSED, each.citizen_id) for each in still]
    _write(gone)
    return len(gone)


def first_day_of(alerts: Iterable[Alert]) -> datetime:
    """The moment the acts for these are looked for from: the first day one of them is about."""
    return min(min(day_bounds(each.since_on)[0], each.opened_at) for each in alerts)


def _open() -> QuerySet[Alert]:
    return Alert.objects.filter(met_at=None).select_related("citizen").order_by("pk")


def act_on(alert: Alert, acts: Iterable[Act]) -> Act | None:
    """The first of these acts that meets an open alert, if one does."""
    watch = watches().get(alert.watch)
    later = (act for act in acts if act.at >= alert.opened_at)
    return next((act for act in later if meets(act, watch, alert.since_on)), None)


def _closed(alert: Alert, kind: ActKind, key: int) -> Alert:
    alert.met_at, alert.met_by, alert.met_key = clock.now(), kind, key
    return alert


def _write(closed: Sequence[Alert]) -> None:
    if not closed:
        return
    Alert.objects.bulk_update(closed, ["met_at", "met_by", "met_key"])
    named = sorted({alert.citizen.public_id for alert in closed})
    facts = {"closed": [[alert.public_id, alert.watch, alert.met_by] for alert in closed]}
    act_log(actor=OPERATOR, act="alerts_close", at=clock.now(), citizens=named, facts=facts)
