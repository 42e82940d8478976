"""The house's people, made through its own services in a process of its own; printed as JSON.

``python -m benchmarks.fault_town`` makes them; with ``--sittings`` it only logs them in again.
"""

import argparse
import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

CITIZENS, COUNSELLORS = 40, 3
MEETINGS, SEATS = 3, 3  # few seats: most wait, and are moved up when somebody leaves
DAYS_AHEAD = range(5, 24)  # working days among them are bookable, with notice to spare
PROVIDER = "benchmark"


def main(words: list[str]) -> int:
    """Print who is logged in, the times one may ask for, and how far ids have come."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.fault_town")
    options.add_argument("--sittings", action="store_true")
    options.add_argument("--citizens", type=int, default=CITIZENS)
    asked = options.parse_args(words)
    import django

    django.setup()
    if not asked.sittings:
        _make(asked.citizens)
    told = {"sittings": _sittings(), "times": _times(), "meetings": _meetings()}
    json.dump(told | {"before": _before()}, sys.stdout)
    return 0


def _make(citizens: int) -> None:
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.services import openings_publish
    from staasted.apps.org.services import staff_register

    long_ago = date.today() - timedelta(days=400)  # noqa: DTZ011 a day or so is the same here
    staff = []
    for number in range(COUNSELLORS):
        coach = staff_register(name=f"Vejleder {number}", roles=[Role.COUNSELLOR], from_on=long_ago)
        openings_publish(counsellor=coach, stretches=_openings())
        staff.append(coach)
    for number in range(citizens):
        _citizen(number, staff[number % COUNSELLORS], long_ago)
    for number in range(MEETINGS):
        _meeting(number, staff[number % COUNSELLORS])


def _citizen(number: int, coach: Any, begun: date) -> None:
    """Somebody on a benefit whose first conversation is held, so that they book themselves."""
    from django.db import transaction

    from staasted.apps.citizens.services import case_open, counsellor_assign, period_record
    from staasted.apps.org.models import Account
    from staasted.apps.org.services import person_register
    from staasted.ports.identity import Audience

    cpr = f"{61 + number % 28}0180{4000 + number:04}"  # a replacement number: nobody's birth
    with transaction.atomic():
        person = person_register(name=f"Borger {number}", cpr=cpr)
        case = case_open(person=person, municipality_code="0998", opened_on=begun)
        period_record(
            citizen=case,
            benefit="benefit:cash_benefit",
            target_group="group:cash_benefit_job_ready",
            starts_on=begun,
            first_request_on=begun,
        )
        counsellor_assign(citizen=case, counsellor=coach, from_on=begun)
    _first_held(case, coach, number)
    person.email = f"borger{number}@staasted.example"
    person.save(update_fields=["email"])
    Account.objects.create(
        person=person, provider=PROVIDER, subject=str(number), audience=Audience.CITIZENS
    )


def _first_held(case: Any, coach: Any, number: int) -> None:
    from staasted.apps.agreements.terms import Terms
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.services import slot_book
    from staasted.apps.booking.taking import Request
    from staasted.apps.conversations.services import Closing, conversation_close
    from staasted.apps.org.clock import clock
    from staasted.apps.org.selectors import actor_for
    from staasted.catalog.loader import catalog
    from staasted.core.axes import Channel, Freedom, Origin, Outcome

    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    start = _past()[number // COUNSELLORS]
    first = catalog().purposes["first_conversation"]
    with clock.pinned(start - timedelta(days=3)):
        wanted = Request(start, first, Channel.IN_PERSON, Origin.SUMMONED)
        booking = slot_book(actor=actor, citizen=case, counsellor=coach, request=wanted)
    with clock.pinned(booking.ends_at):
        today = clock.today()
        agreed = Terms(Freedom.CHECK_INS, 6, today, today + timedelta(weeks=6))
        closing = Closing(Outcome.HELD, 30, "", agreed)
        conversation_close(actor=actor, booking=booking, closing=closing)


def _meeting(number: int, coach: Any) -> None:
    """A meeting of few seats, late in the day: nobody's conversation is in its way."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.meetings.making import meeting_make
    from staasted.apps.meetings.plans import Plan
    from staasted.apps.org.selectors import actor_for
    from staasted.core.axes import Channel, ConversationForm

    starts = _at(_working(DAYS_AHEAD)[number], 16)
    plan = Plan(
        form=ConversationForm.INFORMATION_MEETING,
        purpose="job_search",
        title=f"Møde {number}",
        about="",
        channel=Channel.PHONE,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        seats=SEATS,
        holder=coach,
    )
    meeting_make(actor=actor_for(person=coach, role=Role.COUNSELLOR), plan=plan)


def _meetings() -> list[str]:
    from staasted.apps.meetings.models import GroupMeeting

    return list(GroupMeeting.objects.order_by("pk").values_list("public_id", flat=True))


def _working(days: range) -> list[date]:
    found = [datetime.now(UTC).date() + timedelta(days=n) for n in days]
    return [day for day in found if day.weekday() < 5]  # noqa: PLR2004 Monday to Friday


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def _openings() -> list[tuple[datetime, datetime]]:
    """Eight to fourteen, UTC, every working day around today."""
    return [(_at(day, 8), _at(day, 14)) for day in _working(range(-30, 40))]


def _past() -> list[datetime]:
    """Whole hours of the last weeks, in which the first conversations were held."""
    return [_at(day, hour) for day in _working(range(-20, -7)) for hour in (8, 10, 12)]


def _times() -> list[str]:
    """The starts citizens ask for, as the pages write them."""
    starts = [
        _at(day, hour, minute)
        for day in _working(DAYS_AHEAD)
        for hour in (8, 9, 10, 11, 12)
        for minute in (0, 15, 30, 45)
    ]
    return [start.strftime("%Y-%m-%dT%H:%MZ") for start in starts]


def _sittings() -> list[str]:
    """A session for each citizen's login, as the log-in writes it."""
    from django.test import Client

    from staasted.apps.org.models import Account

    found = []
    for account in Account.objects.filter(provider=PROVIDER).order_by("pk"):
        browser = Client()
        browser.force_login(account)
        found.append(browser.cookies["sessionid"].value)
    return found


def _before() -> dict[str, int]:
    """The highest ids there are: what follows is what the load did."""
    from staasted.apps.audit.models import ActLog
    from staasted.apps.booking.models import Booking
    from staasted.apps.outbox.models import Message

    models = {"booking": Booking, "act": ActLog, "message": Message}
    return {
        name: model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for name, model in models.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
