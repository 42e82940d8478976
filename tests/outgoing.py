"""Messages on their way out, and a way out that answers as it is told."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.sending import message_send_next
from staasted.apps.outbox.services import Draft, message_write
from staasted.ports import adapters
from staasted.ports.messages import NotSent, Outgoing
from tests import town
from tests.town import NOON, Town

AASE = "aase@staasted.example"
LATER = NOON + timedelta(days=30)


class Post:
    """A way out of the demo's that answers as it is told, and remembers what it took."""

    slug = "demo"

    def __init__(self, *answers: Exception | None) -> None:
        self.answers, self.taken = list(answers), []

    def send(self, message: Outgoing) -> None:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, NotSent):
            raise answer
        self.taken.append(message)
        if answer is not None:
            raise answer


class Meanwhile(Post):
    """A way out during whose first attempt something happens; then it refuses for now."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__(NotSent("server_away"))
        self.happens = happens

    def send(self, message: Outgoing) -> None:
        happens, self.happens = self.happens, lambda: None
        happens()
        super().send(message)


def post(*answers: Exception | None) -> AbstractContextManager[Post]:
    """Another way out, for as long as it is needed."""
    return post_by(Post(*answers))


@contextmanager
def post_by(way: Post) -> Iterator[Post]:
    """The same, by a way out of the test's own."""
    before = adapters.sender("demo")
    adapters.sender_register(way)
    try:
        yield way
    finally:
        adapters.sender_register(before)


def send_all(at: datetime = NOON) -> int:
    sent = 0
    while message_send_next(worker="w", now=at):
        sent += 1
    return sent


def reachable(place: Town) -> Citizen:
    found = town.citizen(place.karen)
    Person.objects.filter(pk=found.person_id).update(email=AASE)
    found.person.refresh_from_db()
    return found


def written(case: Citizen, kind: str = "booked", matter: str = "m1", **other: str) -> Message:
    draft = Draft(kind=kind, matter=matter, title="Emne", body="Tekst", until_at=LATER)
    with transaction.atomic():
        return message_write(person=case.person, draft=draft, now=NOON, **other)


def states() -> list[tuple[str, str]]:
    """Kind and state of every message but the reminders, in the order they were written."""
    return list(Message.objects.filter(reminder=False).values_list("kind", "state"))


def send_all_as(worker: str) -> None:
    for _ in range(20):
        message_send_next(worker=worker, now=NOON)
