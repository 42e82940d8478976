"""How the imports stand: when something was taken in last, and what waits."""

from datetime import datetime

from django.db.models import Count, DateTimeField, Max, Value
from django.db.models.functions import Cast

from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.upload_models import ImportUpload, UploadState


def imports_state() -> tuple[datetime | None, int]:
    """The moment of the last import (None before the first), and how many uploads wait."""
    never = Cast(Value(None), DateTimeField())
    at_work = ImportUpload.objects.filter(state__in=(UploadState.WAITING, UploadState.WORKING))
    last = ImportBatch.objects.order_by().values(n=Value(0)).annotate(last=Max("at"))
    waiting = at_work.order_by().values(last=never).annotate(n=Count("pk")).values("n", "last")
    rows = list(last.union(waiting, all=True))
    last_at = max((row["last"] for row in rows if row["last"]), default=None)
    return last_at, sum(row["n"] for row in rows)
