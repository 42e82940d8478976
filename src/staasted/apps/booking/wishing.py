"""Asking to be told of a free time, or to be called; taking it back. Each act is logged.

The case is held first (decision 0020): booking, withdrawing and closing take turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.matching import Asked, is_pointless, times_for
from staasted.apps.booking.models import ClosingDay
from staasted.apps.booking.reminding import roads_to
from staasted.apps.booking.settling import open_of
from staasted.apps.booking.shown_to import OUTSIDE, shown_require
from staasted.apps.booking.wish_kinds import DayPart, TimeWishState, WishKind
from staasted.apps.booking.wish_models import TimeTold, TimeWish
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.phones import LENGTH, LONGEST, phone_keys
from staasted.apps.outbox.notices import notices_drop
from staasted.apps.outbox.wishes import wishes_of
from staasted.catalog.loader import catalog
from staasted.catalog.public_holidays import is_holiday
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.calendar import working_day_after
from staasted.core.errors import DomainError

MAY_WISH = (Role.CITIZEN, Role.REPRESENTATIVE, Role.FRONT_DESK, Role.COUNSELLOR)
WORKDAYS = frozenset(range(1, 6))
PHONE_SIGNS = 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody waits for: from day to day, both inclusive; ``channel`` None is any."""

    purpose: Purpose
    first_on: date
    last_on: date
    channel: Channel | None = None
    anybody: bool = False
    day_part: DayPart = DayPart.ANY
    weekdays: frozenset[int] = WORKDAYS


@dataclass(frozen=True, slots=True)
class Calling:
    """What somebody wants to be called about, where, and when it suits."""

    purpose: Purpose
    phone: str
    about: str = ""
    day_part: DayPart = DayPart.ANY
    weekdays: frozenset[int] = WORKDAYS


@transaction.atomic
def waiting_join(*, actor: Actor, citizen: Citizen, waiting: Waiting) -> TimeWish:
    """Put a citizen on the waiting list; the same again answers with the same.

    Errors: AccessRefused; DomainError ``case_closed``, ``time_wish_waits``, ``times_are_free``,
    ``time_wish_pointless``, ``cannot_be_told``, ``window_has_passed``, ``window_too_long``; as
    ``Window``; as ``shown_require``, since they are told of a time to book themselves.
    """
    role_require(actor, *MAY_WISH)
    open_case_lock(citizen)
    shown_require(citizen, waiting.purpose)
    if not can_be_told(citizen.person):
        raise DomainError("cannot_be_told")
    _days_require(waiting)
    now = clock.now()
    wish = TimeWish(
        **_common(citizen, WishKind.WAITING_LIST, waiting.purpose, waiting),
        channel=waiting.channel or "",
        anybody=waiting.anybody,
        first_on=waiting.first_on,
        last_on=waiting.last_on,
        looked_at=now,
    )
    known = _known(wish)
    if known is not None:
        return known
    asked = Asked(
        citizen, wish.purpose, waiting.channel, anybody=waiting.anybody, window=wish.window
    )
    if is_pointless(asked, now=now):
        raise DomainError("time_wish_pointless")
    if next(times_for(asked, now=now), None) is not None:
        raise DomainError("times_are_free")
    return _made(actor, wish)


@transaction.atomic
def call_ask(*, actor: Actor, citizen: Citizen, calling: Calling) -> TimeWish:
    """Promise a citizen to be called; the same again answers with the same.

    Errors: AccessRefused; DomainError ``case_closed``, ``time_wish_waits``, ``phone_missing``,
    ``words_too_long``, ``window_without_days``; as ``shown_require`` where no staff asks.
    """
    role_require(actor, *MAY_WISH)
    open_case_lock(citizen)
    if actor.role in OUTSIDE:
        shown_require(citizen, calling.purpose)
    phone, about = calling.phone.strip(), calling.about.strip()
    if not LENGTH <= len(phone_keys(phone).phone_key) <= LONGEST or len(phone) > PHONE_SIGNS:
        raise DomainError("phone_missing")
    most = catalog().policy["call_about_characters"]
    if len(about) > most:
        raise DomainError("words_too_long", most=most)
    if not calling.weekdays & WORKDAYS:
        raise DomainError("window_without_days")
    common = _common(citizen, WishKind.CALL_ME, calling.purpose, calling)
    promised = promised_by(clock.today(), calling.weekdays)
    wish = TimeWish(**common, phone=phone, about=about, promised_on=promised)
    return _known(wish) or _made(actor, wish)


@transaction.atomic
def wish_withdraw(*, actor: Actor, wish: TimeWish) -> None:
    """Take a wish back; one that has ended by now stays as it ended.

    Errors: AccessRefused.
    """
    role_require(actor, *MAY_WISH)
    case_lock(wish.citizen)
    current = TimeWish.objects.select_related("citizen").get(pk=wish.pk)
    if current.state != TimeWishState.OPEN:
        return
    current.state, current.ended_at = TimeWishState.WITHDRAWN, clock.now()
    current.save(update_fields=["state", "ended_at"])
    told = TimeTold.objects.filter(wish=current)
    notices_drop(told.values_list("public_id", flat=True))
    wish_logged(actor, "time_wish_withdraw", current)


def can_be_told(person: Person) -> bool:
    """Whether a message about a free time would reach somebody at all."""
    return bool(roads_to(person, wishes_of(person)))


def promised_by(today: date, weekdays: frozenset[int] = WORKDAYS) -> date:
    """The day by which somebody who asks today is called: working days as the policy says, then
    the first one that suits them."""
    return working_day_promised(today, catalog().policy["call_working_days"], weekdays)


def working_day_promised(today: date, days: int, weekdays: frozenset[int] = WORKDAYS) -> date:
    """The ``days``-th day after today the office works, then the first of these weekdays.

    Monday to Friday, no public holiday and no closing day.
    """
    ahead = today + timedelta(weeks=8)
    closed = set(
        ClosingDay.objects.filter(withdrawn=False, on__gt=today, on__lte=ahead).values_list(
            "on", flat=True
        )
    )

    def shut(day: date) -> bool:
        return is_holiday(day) or day in closed

    promised = working_day_after(today, days, closed=shut)
    while promised.isoweekday() not in weekdays and promised < ahead:
        promised = working_day_after(promised, 1, closed=shut)
    return promised


def wish_logged(actor: Actor, act: str, wish: TimeWish, **facts: object) -> None:
    """Log an act on a wish: its kind and purpose, never what it is about."""
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[wish.citizen.public_id],
        subject=wish.public_id,
        facts={"kind": wish.kind, "purpose": wish.purpose, **facts},
    )


def _common(
    citizen: Citizen, kind: WishKind, purpose: Purpose, asked: Waiting | Calling
) -> Mapping[str, object]:
    return {
        "citizen": citizen,
        "kind": kind,
        "purpose": purpose.slug,
        "day_part": asked.day_part,
        "weekdays": "".join(map(str, sorted(asked.weekdays))),
        "made_at": clock.now(),
    }


def _days_require(waiting: Waiting) -> None:
    today, most = clock.today(), catalog().policy["waiting_days"]
    if waiting.last_on < today:
        raise DomainError("window_has_passed")
    if waiting.last_on > today + timedelta(days=most):
        raise DomainError("window_too_long", most=most)


SAME = ("channel", "anybody", "first_on", "last_on", "day_part", "weekdays", "phone", "about")
"""The columns that make a wish the same wish."""


def _known(wish: TimeWish) -> TimeWish | None:
    """The open wish that says the same. Errors: DomainError where it says something else."""
    held = open_of(wish.citizen).filter(purpose=wish.purpose, kind=wish.kind).first()
    if held is None:
        return None
    if all(getattr(held, name) == getattr(wish, name) for name in SAME):
        return held
    raise DomainError("time_wish_waits", wish=held.public_id)


def _made(actor: Actor, wish: TimeWish) -> TimeWish:
    try:
        with transaction.atomic():
            wish.save()
    except IntegrityError as clash:  # the case was not held: the database is the last wall
        raise DomainError("time_wish_waits") from clash
    acts = {WishKind.WAITING_LIST: "waiting_join", WishKind.CALL_ME: "call_ask"}
    wish_logged(actor, acts[wish.kind], wish)
    return wish
