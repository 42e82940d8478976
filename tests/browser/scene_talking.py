"""What Åse and her coach have written and sent each other, in the scene."""

from datetime import timedelta

from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.talking.services import messages_read
from tests.hearings import asks
from tests.keeping_files import TXT, file_kept
from tests.talking import answers, posts, posts_in, wants_help, writes
from tests.town import NOON, acting


def has_talked(case: Citizen, coach: Person) -> None:
    """Two files, one of them shared; a question with its answer, and another that waits."""
    file_kept(case)
    file_kept(case, name="Kun min.txt", shared=False)
    with clock.pinned(NOON - timedelta(days=3)):
        writes(case, "Skal jeg tage mit cv med?", files=[file_check(name="cv.txt", chunks=[TXT])])
    with clock.pinned(NOON - timedelta(days=1)):
        answers(case, coach, "Ja, tag det med.\nVi ser på det sammen.")
        messages_read(actor=acting(case), citizen=case)
        posts(case, coach)
        writes(case, "Tak. Kan vi tales ved om et kursus?")
    with clock.pinned(NOON):
        posts_in(case, files=[file_check(name="bilag.txt", chunks=[TXT])])
        asks(case, coach)


def letters_of_ase(case: Citizen) -> dict[str, str]:
    """What stands for her letters, and her hearing, in an address."""
    out, own = case.letters.order_by("sent_at")
    of = {"letter_out": out.public_id, "letter_in": own.public_id}
    return of | {"hearing": case.hearings.get().public_id}


def asked_for_help(case: Citizen) -> None:
    """Somebody who wants help, and has waited too long."""
    with clock.pinned(NOON - timedelta(days=6)):
        wants_help(case, "Jeg sover ikke om natten.")
