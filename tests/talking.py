"""A citizen and their coach writing to each other, in a test."""

from collections.abc import Sequence

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import CheckedFile
from staasted.apps.letters.models import Letter
from staasted.apps.letters.services import LetterDraft, letter_send
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.apps.talking.helping import help_ask
from staasted.apps.talking.models import HelpWish, TalkMessage
from staasted.apps.talking.services import Written, message_send
from tests.town import acting


def writes(
    case: Citizen,
    words: str = "Må jeg flytte min tid?",
    *,
    key: str = "",
    files: Sequence[CheckedFile] = (),
) -> TalkMessage:
    """The citizen writes to their coach."""
    written = Written(words, key or new_public_id(), files)
    return message_send(actor=acting(case), citizen=case, written=written)


def answers(case: Citizen, coach: Person, words: str = "Ja, gerne.") -> TalkMessage:
    """The coach writes to the citizen."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    return message_send(actor=actor, citizen=case, written=Written(words, new_public_id()))


def wants_help(case: Citizen, words: str = "") -> HelpWish:
    """The citizen presses the one button."""
    return help_ask(actor=acting(case), citizen=case, words=words)


def posts(
    case: Citizen, coach: Person, title: str = "Bekræftelse på plads", **more: object
) -> Letter:
    """The coach sends a letter."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    return letter_send(actor=actor, citizen=case, draft=letter_draft(title=title, **more))


def posts_in(case: Citizen, **more: object) -> Letter:
    """The citizen sends a letter."""
    return letter_send(actor=acting(case), citizen=case, draft=letter_draft(**more))


def letter_draft(**more: object) -> LetterDraft:
    """A letter with what belongs in it."""
    usual = {
        "title": "Jeg er uenig",
        "body": "Kære Åse\nDu har fået en plads.",
        "key": new_public_id(),
        "may_decide": "Du bestemmer selv, om du tager pladsen.",
        "complain": "Er du uenig, så skriv til os.",
    }
    return LetterDraft(**(usual | more))
