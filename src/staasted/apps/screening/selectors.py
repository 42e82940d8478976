"""Reading answers: the citizen sees all, staff see what is shared."""

from collections.abc import Mapping

from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import ScreeningAnswers
from staasted.core.screening import Instrument


def latest_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The citizen's newest submission, for the citizen."""
    return ScreeningAnswers.objects.filter(citizen=citizen).order_by("-id").first()


def shared_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The newest submission where it is shared, for staff.

    Answering again without sharing withdraws what was shared before.
    """
    given = latest_answers(citizen)
    return given if given is not None and given.shared_at is not None else None


def answers_repeated(
    citizen: Citizen, instrument: Instrument, answers: Mapping[str, str], *, share: bool
) -> bool:
    """Whether the newest submission says the same, in the same version, shared the same way."""
    given = latest_answers(citizen)
    if given is None or (given.instrument, given.version) != (instrument.slug, instrument.version):
        return False
    return given.answers == dict(answers) and (given.shared_at is not None) == share
