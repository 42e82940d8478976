"""Those in the demo who have written with their coach, want help, or have had a letter."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.files.checking import file_check
from staasted.apps.letters.services import LetterDraft, letter_send
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import Person, actor_for
from staasted.apps.talking.helping import help_ask
from staasted.apps.talking.services import Written, message_send, messages_read
from staasted.catalog.adal import adal

WRITERS = 3
DAYS = timedelta(days=1)


def talking_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let the first with a coach have asked, been answered and asked again; one wants help."""
    met = ((case, counsellor_of(case, on=on)) for case in cases if not case.person.protected)
    found = [(case, coach) for case, coach in met if coach is not None]
    for case, coach in found[:WRITERS]:
        _written(case, coach)
        _lettered(case, coach)
    for case, _ in found[WRITERS : WRITERS + 1]:
        actor = actor_for(person=case.person, role=Role.CITIZEN)
        help_ask(actor=actor, citizen=case, words=adal().talk.help)


def _written(case: Citizen, coach: Person) -> None:
    told, own = adal().talk, actor_for(person=case.person, role=Role.CITIZEN)
    file = file_check(name=told.file_name, chunks=[told.file.encode()])
    with clock.pinned(clock.now() - 5 * DAYS):
        asked = Written(told.question, new_public_id(), [file])
        message_send(actor=own, citizen=case, written=asked)
    with clock.pinned(clock.now() - 4 * DAYS):
        staff = actor_for(person=coach, role=Role.COUNSELLOR)
        messages_read(actor=staff, citizen=case)
        message_send(actor=staff, citizen=case, written=Written(told.answer, new_public_id()))
    with clock.pinned(clock.now() - DAYS):
        messages_read(actor=own, citizen=case)
        message_send(actor=own, citizen=case, written=Written(told.again, new_public_id()))


def _lettered(case: Citizen, coach: Person) -> None:
    letter = adal().talk.letter
    with clock.pinned(clock.now() - 3 * DAYS):
        draft = LetterDraft(
            letter.title, letter.body, new_public_id(), letter.may_decide, letter.complain
        )
        staff = actor_for(person=coach, role=Role.COUNSELLOR)
        letter_send(actor=staff, citizen=case, draft=draft)
