"""The net's open alerts as needs: by when somebody is to act, and each matter told once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from staasted.catalog.loader import catalog
from staasted.catalog.watches import Watch, watches
from staasted.core.calendar import working_day_after
from staasted.core.needing import Need, Why
from staasted.core.net import Watching

OF_THE_NET = (Why.LOST, Why.ALERT)
SAME: Mapping[Watching, frozenset[Why]] = MappingProxyType(
    {
        Watching.NOTHING_AHEAD: frozenset({Why.SILENCE}),
        Watching.SILENCE: frozenset({Why.SILENCE}),
        Watching.SLIPPED_AGREEMENT: frozenset({Why.AGREED}),
        Watching.HELP_UNANSWERED: frozenset({Why.HELP}),
        Watching.MESSAGE_UNANSWERED: frozenset({Why.MESSAGE}),
        Watching.NO_FREE_TIMES: frozenset({Why.CALL}),
    }
)
"""What a watch tells of that is a need by itself too: an act that meets one meets the other."""

_PLACE = {why: place for place, why in enumerate(Why)}


def watch_of(need: Need) -> Watch | None:
    """What a need of the net's is about; None where the catalogue has no such watch any more."""
    return watches().get(need.ref.partition(" ")[0])


def since_of(need: Need) -> date:
    """The day a need of the net's is about."""
    return date.fromisoformat(need.ref.partition(" ")[2])


def with_limit(need: Need, *, closed: Callable[[date], bool]) -> Need:
    """A need of the net's as it was read, whose day is when its alert was opened, with the last
    day before the lead hears of it instead.
    """
    if need.why not in OF_THE_NET or need.by is None:
        return need
    watch = watch_of(need)
    days = catalog().policy[watch.lead_after if watch else "net_act_working_days"]
    return need._replace(by=working_day_after(need.by, days, closed=closed))


def told_once(needs: Sequence[Need]) -> list[Need]:
    """One person's needs, and of two about the same matter the one that comes first."""
    said = {need.why for need in needs}
    gone = {why for need in needs for why in _same(need) if _PLACE[why] > _PLACE[need.why]}
    return [need for need in needs if need.why not in gone and not _said_before(need, said)]


def _said_before(need: Need, said: Iterable[Why]) -> bool:
    return any(why in said and _PLACE[why] < _PLACE[need.why] for why in _same(need))


def _same(need: Need) -> frozenset[Why]:
    """What else would tell of the matter of a need of the net's."""
    watch = watch_of(need) if need.why in OF_THE_NET else None
    return SAME.get(watch.looks_for, frozenset()) if watch else frozenset()
