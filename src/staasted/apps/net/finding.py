"""What the watches find on a day: who needs somebody, about what, and since when."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from staasted.apps.net import happened
from staasted.apps.net.happened import Happened, Look
from staasted.apps.net.scene import Scene
from staasted.catalog.loader import catalog
from staasted.catalog.watches import CoverKind, Watch, watches
from staasted.core.net import Cover, Watching


class Finding(NamedTuple):
    """One thing a watch found about a citizen: what it is about (``ref``), and its day.

    ``of_state`` where it is how things stand, and not something that happened: then only an act
    after the reading can have met it. ``silent_since`` is told of who has nothing ahead, and
    ``since_at`` is the moment of what has one: an act of that day from before it has not met it.
    """

    citizen: int
    watch: Watch
    ref: str
    since: date
    of_state: bool = False
    silent_since: date | None = None
    since_at: datetime | None = None


Looks = Callable[[Look], Iterable[Happened]]


def findings(scene: Scene) -> list[Finding]:
    """Everything the watches find, watch by watch, the oldest thing first: what is older may have
    had its alert, and hides nothing that is newer.

    About fifteen queries, however many the citizens are.
    """
    return [each for watch in watches().values() for each in _of(watch, scene)]


def _of(watch: Watch, scene: Scene) -> Iterator[Finding]:
    if watch.looks_for is Watching.NOTHING_AHEAD:
        today = scene.on.isoformat()
        for key, seen in scene.uncovered.items():
            yield Finding(
                key, watch, today, scene.on, of_state=True, silent_since=seen.silent_since
            )
        return
    if watch.looks_for is Watching.SILENCE:
        yield from _silent(watch, scene)
        return
    policy = catalog().policy
    limit = policy[watch.limits[0]] if watch.limits else 0
    first = scene.on - timedelta(days=policy["net_back_days"])
    look = Look(scene, limit, first)
    for told in sorted(LOOKS[watch.looks_for](look), key=_by_day):
        if _wanted(watch, scene, told.citizen):
            yield Finding(told.citizen, watch, told.ref, told.since, since_at=told.at)


def _by_day(told: Happened) -> tuple[date, str]:
    return told.since, told.ref


def _silent(watch: Watch, scene: Scene) -> Iterator[Finding]:
    """Whose last contact both ways is longer ago than they may be silent."""
    for key, seen in scene.people.items():
        if seen.silent_days(scene.on) > seen.limit_days and _wanted(watch, scene, key):
            first = seen.silent_since + timedelta(days=1)
            yield Finding(key, watch, first.isoformat(), first, of_state=True)


def _wanted(watch: Watch, scene: Scene, citizen: int) -> bool:
    """Whether what somebody has ahead leaves the watch something to do.

    Of those outside our course only what is open whatever lies ahead is anybody's business here.
    """
    seen = scene.people.get(citizen)
    if seen is None:
        return set(watch.despite) == set(CoverKind)
    return all(_kind(cover) in watch.despite for cover in seen.covers)


def _kind(cover: Cover) -> CoverKind:
    known = {Cover.BOOKING: CoverKind.BOOKING, Cover.AGREED: CoverKind.AGREED}
    return known.get(cover, CoverKind.RELIEF)


LOOKS: Mapping[Watching, Looks] = MappingProxyType(
    {
        Watching.UNREAD_LETTER: happened.letters_unread,
        Watching.BOUNCE: happened.bounced,
        Watching.SLIPPED_AGREEMENT: happened.agreements_slipped,
        Watching.PAUSE_OVER: happened.pauses_over,
        Watching.TREATMENT_ENDED: happened.treatments_ended,
        Watching.HELP_UNANSWERED: happened.help_unanswered,
        Watching.MESSAGE_UNANSWERED: happened.messages_unanswered,
        Watching.NO_FREE_TIMES: happened.times_waited_for,
        Watching.NOT_BOOKED: happened.not_booked,
        Watching.PLAN_STEP: happened.steps_passed,
        Watching.OFFER_ENDED: happened.offers_ended,
        Watching.MISSED_MEETING: happened.meetings_missed,
        Watching.PROPOSAL_LAPSED: happened.proposals_lapsed,
        Watching.BENEFIT_ENDING: happened.benefits_ending,
    }
)
"""How each watch looks at what happened. A new watch is one more line, and its function."""
