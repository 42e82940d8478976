"""Citizens who are given another coach take their open alerts with them, at once."""

from collections.abc import Iterable, Sequence

from django.db.models import Count

from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.net.staffing import staffing_on
from staasted.apps.net.turn import alerts_share
from staasted.apps.org.clock import clock

HANDS = ("owner_id", "owner_as", "colleague_id", "colleague_on", "lead_on")
"""What of an alert says whose it is, and who has heard of it."""


def given_heard(given: Sequence[Citizen]) -> None:
    """Give the open alerts on these to whoever has them today. Inside the hand-over, cases held.

    Where the day is a later one nothing moves yet: the round of that night sees to it. What opened
    an alert, its limit and who has heard of it stay.
    """
    cases = {case.pk: case for case in given}
    waiting = alerts_open(cases)
    if not waiting:
        return
    today = clock.today()
    staffing = staffing_on(today, list(cases.values()), alerts_load())
    hands = {alert.pk: held_by(alert) for alert in waiting}
    alerts_share(waiting, staffing, today)
    alerts_hand_on([alert for alert in waiting if held_by(alert) != hands[alert.pk]])


def alerts_open(cases: dict[int, Citizen]) -> list[Alert]:
    """The open alerts on these cases, by key, each with its case."""
    held = list(Alert.objects.filter(met_at=None, citizen__id__among=list(cases)).order_by("pk"))
    for alert in held:
        alert.citizen = cases[alert.citizen_id]
    return held


def alerts_load() -> dict[int, int]:
    """How many open alerts each has."""
    held = Alert.objects.filter(met_at=None, owner__isnull=False)
    return dict(held.values_list("owner").annotate(count=Count("pk")).order_by())


def held_by(alert: Alert) -> tuple[object, ...]:
    """Whose an alert is, and who has heard of it."""
    return tuple(getattr(alert, column) for column in HANDS)


def alerts_hand_on(changed: Iterable[Alert]) -> None:
    """Write whose they are now: one question for each different answer."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for alert in changed:
        alike.setdefault(held_by(alert), []).append(alert.pk)
    for values, keys in alike.items():
        Alert.objects.filter(pk__among=keys).update(**dict(zip(HANDS, values, strict=True)))
