"""Asking for rooms on video until there is one, and ending them: for bookings and meetings alike.

Whoever is killed in between asks again: a room is the same for the same key. Decision 0032.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet

from staasted.apps.booking.video import room_ready, rooms_in_use
from staasted.apps.booking.video_models import VideoRoom, VideoState
from staasted.apps.org.clock import clock
from staasted.apps.outbox.waiting import wait_after
from staasted.ports.adapters import video_rooms
from staasted.ports.video import Made, Meeting, NotMade

WORST = 2
"""Tries after which whoever runs the house is told. Source: decision 0032."""

Row = TypeVar("Row", bound=VideoRoom)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rounds(Generic[Row]):
    """The rounds over the rooms of one table.

    ``asked`` is the room as its keeper is asked for it. ``keep`` holds what the room is of, hands
    the row as it then stands to what it is given, and tells whoever meets there where that
    answers True.
    """

    rows: Callable[[], QuerySet[Row]]
    asked: Callable[[Row], Meeting]
    keep: Callable[[Row, Callable[[Row], bool]], None]

    def next(self, *, now: datetime) -> bool:
        """Make or end the room that has waited longest; False when none is due."""
        states = [VideoState.WANTED, VideoState.ENDING]
        due = self.rows().filter(state__in=states, next_try_at__lte=now)
        room = due.order_by("next_try_at", "id").first()
        if room is None:
            return False
        if self._claimed(room, now):
            try:
                self._ended(room) if room.state == VideoState.ENDING else self._made(room, now)
            except NotMade as refused:
                self._again(room, refused.code, final=refused.final)
            except Exception as error:  # noqa: BLE001 the next try finds what there is
                _log.error("%s %s: %s", type(room).__name__, room.pk, type(error).__name__)
                self._again(room, "broken_off", final=False)
        return True

    def failing(self) -> QuerySet[Row]:
        """Those no room was made for, though it was tried: whoever makes it does not."""
        waiting = self.rows().filter(state=VideoState.WANTED, tries__gte=WORST)
        return waiting.filter(next_try_at__isnull=False)

    def _claimed(self, room: Row, now: datetime) -> bool:
        """Whether it is ours to ask for: put off by one question, so that nobody else asks too."""
        same = self._same(room).filter(next_try_at=room.next_try_at, tries=room.tries)
        room.tries += 1
        return bool(same.update(tries=room.tries, next_try_at=now + wait_after(room.tries)))

    def _made(self, room: Row, now: datetime) -> None:
        """Ask for a room, and tell where it is. Too late, none is needed any more."""
        rooms, asked = rooms_in_use(), self.asked(room)
        if asked.ends_at <= now:
            self._row(room).update(state=VideoState.OVER, next_try_at=None)
            return
        if rooms is None:
            raise NotMade("no_way")
        made = rooms.make(asked)
        self.keep(room, lambda current: self._taken(current, made, rooms.slug))

    def _taken(self, current: Row, made: Made, by: str) -> bool:
        """Whether the row, as it stands by now, has become ready with what was made."""
        if current.state == VideoState.WANTED:
            current.by = by
            room_ready(current, made)
            return True
        if current.state == VideoState.READY:
            current.ref = made.ref  # somebody wrote another address meanwhile; this ends with it
            current.save(update_fields=["ref"])
        else:
            over = {"state": VideoState.ENDING, "ref": made.ref, "next_try_at": clock.now()}
            self._row(current).update(**over)
        return False

    def _ended(self, room: Row) -> None:
        rooms = video_rooms(room.by)
        if rooms is None:
            raise NotMade("no_way")
        rooms.end(self.asked(room), room.ref)
        self._row(room).update(state=VideoState.OVER, ref="", next_try_at=None, failure="")

    def _again(self, room: Row, code: str, *, final: bool) -> None:
        """Say why not; where trying cannot help, nobody does."""
        self._same(room).update(failure=code, **({"next_try_at": None} if final else {}))

    def _row(self, room: Row) -> QuerySet[Row]:
        return self.rows().filter(pk=room.pk)

    def _same(self, room: Row) -> QuerySet[Row]:
        return self._row(room).filter(state=room.state)
