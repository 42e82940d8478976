"""Everything the one function needs to list and to confirm times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from staasted.apps.booking.diaries import Diary, Wanted, diaries_read
from staasted.apps.booking.holders import Holding
from staasted.apps.booking.joining import Joining, form_of
from staasted.apps.booking.models import Booking, ResourceKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.slots import (
    GRID_MINUTES,
    Block,
    CoHolder,
    Interval,
    Masks,
    Room,
    Search,
    Span,
    masks,
    moment,
    shared,
)
from staasted.core.slots.mask import down, up

NO_ROOM_NEEDED = 0
"""The key of meeting where there are no rooms to choose among."""


@dataclass(frozen=True, slots=True)
class Times:
    """One reading of whoever was asked for: answers for each of them, by any channel."""

    wanted: Wanted
    counsellors: dict[int, Diary]
    own: Sequence[Span]
    rooms: dict[int, list[tuple[int, Diary]]]

    def search(self, person_id: int) -> Search:
        """The search of the wanted channel with one counsellor."""
        wanted, diary = self.wanted, self.counsellors[person_id]
        blocks = [("own_time", self.own), *sorted(diary.away.items()), ("day_full", diary.full)]
        rooms = self._where(diary, wanted.channel)
        return Search(
            openings=_intervals(_stretches(diary, wanted.channel)),
            busy=_intervals(diary.busy),
            minutes=self._minutes(wanted.channel),
            also=self._also(wanted.channel),
            earliest=wanted.earliest,
            latest=wanted.latest,
            pause_minutes=diary.pause,
            blocks=[Block(why, _intervals(times)) for why, times in blocks if times],
            rooms=None
            if rooms is None
            else [Room(key, _intervals(within), _intervals(busy)) for key, within, busy in rooms],
        )

    def masks(self, person_id: int, channel: Channel | None = None) -> Masks:
        """The same as bits, ten times as fast; by another channel where one is given."""
        wanted, diary = self.wanted, self.counsellors[person_id]
        channel = channel or wanted.channel
        rooms = self._where(diary, channel)
        other = self._other
        openings, busy, pause = _stretches(diary, channel), self.own, diary.pause
        if wanted.joins is not None:
            openings = shared(openings, wanted.joins.within(other, channel))
            busy, pause = [*busy, *_all_busy(other)], max(pause, other.pause)
        return masks(
            openings=openings,
            busy=[*_all_busy(diary), *busy],
            steps=(self._minutes(channel), pause, GRID_MINUTES),
            bounds=(up(wanted.earliest), down(wanted.latest)),
            rooms=None if rooms is None else [(within, busy) for _, within, busy in rooms],
        )

    def _minutes(self, channel: Channel) -> int:
        """How long it takes by a channel, in the form that was asked for."""
        return self.wanted.purpose.lasts(channel, form_of(self.wanted.joins))

    @property
    def _other(self) -> Diary:
        """The diary of who holds it too; an empty one where nobody is named."""
        joins = self.wanted.joins
        key = joins.key if joins else 0
        return self.counsellors.get(key, Diary(ResourceKind.COUNSELLOR, key))

    def _also(self, channel: Channel) -> list[CoHolder]:
        """Who else must be open and free."""
        joins, other = self.wanted.joins, self._other
        if joins is None:
            return []
        openings, busy = joins.within(other, channel), _all_busy(other)
        return [CoHolder(joins.why, _intervals(openings), _intervals(busy), other.pause)]

    def _where(
        self, diary: Diary, channel: Channel
    ) -> list[tuple[int, list[Span], list[Span]]] | None:
        """Each room within the openings of its place, and when it is taken; None: none needed.

        Where a place has no rooms, one meets without.
        """
        if channel is not Channel.IN_PERSON or not self.rooms:
            return None
        within: dict[int | None, list[Span]] = {}
        for opening in diary.openings:
            if opening.takes(channel):
                place = opening.place_id if opening.place_id in self.rooms else None
                within.setdefault(place, []).extend(opening.spans)
        there = [
            (key, stretches, room.everything)
            for place, stretches in within.items()
            if place is not None
            for key, room in self.rooms[place]
        ]
        return [*there, (NO_ROOM_NEEDED, within[None], [])] if None in within else there


def times_read(wanted: Wanted, counsellor_ids: Sequence[int], *, rooms: bool = True) -> Times:
    """Read the times of these counsellors, however many: one query.

    Without ``rooms`` it answers for no channel in which one meets.
    """
    if wanted.joins is not None and wanted.joins.key:
        counsellor_ids = [*counsellor_ids, wanted.joins.key]
    counsellors = {key: Diary(ResourceKind.COUNSELLOR, key) for key in counsellor_ids}
    own: list[Span] = []
    there: dict[int, list[tuple[int, Diary]]] = {}
    for key, diary in sorted(diaries_read(wanted, counsellor_ids, rooms=rooms).items()):
        if diary.kind == ResourceKind.COUNSELLOR:
            counsellors[diary.owner_id] = diary
            _kept_within(diary, wanted)
        elif diary.kind == ResourceKind.CITIZEN:
            own = diary.everything
        else:
            there.setdefault(diary.owner_id, []).append((key, diary))
    return Times(wanted, counsellors, own, there)


def search_for(
    *,
    citizen: Citizen,
    counsellor: Person,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    moving: Booking | None = None,
    joins: Joining | None = None,
    holds: Holding | None = None,
) -> Search:
    """One citizen's times with one counsellor, or with a partner who ``holds`` it: one query."""
    holdings = {counsellor.pk: holds} if holds is not None else {}
    return search_of(Wanted(citizen, purpose, channel, now, moving, joins, holdings), counsellor)


def search_of(wanted: Wanted, counsellor: Person) -> Search:
    """What is wanted, with one counsellor: one query."""
    meets = wanted.channel is Channel.IN_PERSON
    return times_read(wanted, [counsellor.pk], rooms=meets).search(counsellor.pk)


def _kept_within(diary: Diary, wanted: Wanted) -> None:
    """Leave of a partner's openings what lies in the days they are invited for it."""
    holding = wanted.holdings.get(diary.owner_id)
    if holding is not None:
        diary.openings = [
            opened._replace(spans=list(holding.within(opened.spans))) for opened in diary.openings
        ]


def _all_busy(diary: Diary) -> list[Span]:
    return [*diary.busy, *diary.gone, *diary.full]


def _stretches(diary: Diary, channel: Channel) -> list[Span]:
    return [span for each in diary.openings if each.takes(channel) for span in each.spans]


def _intervals(stretches: Iterable[Span]) -> list[Interval]:
    return [Interval(moment(start), moment(end)) for start, end in stretches]
