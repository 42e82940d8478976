"""How the timetable stands."""

from collections.abc import Sequence

from staasted.apps.timetable.models import Job


def jobs() -> Sequence[Job]:
    """Every job that has been due here, by name."""
    return list(Job.objects.all())
