"""Reading the logs themselves."""

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ReadLog


def readings_by_others(*, citizen_ref: str) -> QuerySet[ReadLog]:
    """How often anybody but the citizen read one citizen, newest first.

    A row for each Danish ``day``, ``purpose`` and ``role``, with ``times``; rows are read when
    sliced. Own readings are logged and not listed (access, "Citizen's access log").
    """
    read = ReadLog.objects.filter(citizens__contains=f"|{citizen_ref}|").exclude(role=Role.CITIZEN)
    days = read.annotate(day=TruncDate("at")).values("day", "purpose", "role")
    return days.annotate(times=Count("id"), newest=Max("id")).order_by("-day", "-newest")
