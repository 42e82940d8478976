"""Reading the logs themselves."""

from collections.abc import Sequence

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ReadLog


def readings_by_others(*, citizen_ref: str, most: int = 200) -> Sequence[ReadLog]:
    """The newest readings of one citizen by anybody but the citizen, newest first.

    Own readings are logged and not listed (access, "Citizen's access log").
    """
    return list(
        ReadLog.objects.filter(citizens__contains=f"|{citizen_ref}|")
        .exclude(role=Role.CITIZEN)
        .order_by("-id")[:most]
    )
