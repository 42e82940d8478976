"""A duty as it is where its day is another one: paused by a trial, or found so by staff."""

from datetime import date

from staasted.core.calendar import Period
from staasted.core.law.facts import JOB
from staasted.core.law.obligation import Obligation, Status, status_on


def on_another_day(owed: Obligation, day: date, on: date) -> Obligation:
    """Return a duty that is due on ``day`` instead (inclusive), as it stands on ``on``.

    What was held until then is in it. One without a window or a number is left as it is.
    Source: decision 0013 (what a pause does to a count) and 0012 (an override).
    """
    window, required = owed.window, owed.required
    if window is None or required is None:
        return owed
    held = _held(owed, window.first, day, on)
    status = status_on(on, day, len(held), required)
    return owed._replace(
        window=Period(window.first, day),
        due=day,
        held=len(held),
        status=status,
        still_owed=status is Status.OPEN or (owed.timed and status is Status.BREACH),
        fulfilled_on=held[required - 1] if 0 < required <= len(held) else owed.fulfilled_on,
    )


def _held(owed: Obligation, first: date, day: date, on: date) -> list[date]:
    """Return the days that fulfil it until its new day."""
    if owed.timed:
        done = owed.fulfilled_on
        return [done] if done is not None and done <= day else []
    purpose = getattr(owed.rule.kind, "purpose", JOB)
    return [
        each.event.on
        for each in owed.ledger
        if first <= each.event.on <= min(day, on) and each.counts_for(owed.rule.bearer, purpose)
    ]
