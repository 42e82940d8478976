"""Reading answers: the citizen sees all, staff see what is shared."""

from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import ScreeningAnswers


def latest_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The citizen's newest submission, for the citizen."""
    return ScreeningAnswers.objects.filter(citizen=citizen).order_by("-id").first()


def shared_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The newest submission the citizen has shared, for staff."""
    shared = ScreeningAnswers.objects.filter(citizen=citizen, shared_at__isnull=False)
    return shared.order_by("-id").first()
