"""What the night clears: sittings that are over, and counts whose period has passed."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from staasted.apps.org.guessing import FORGOTTEN
from staasted.apps.org.models import Guesses, Rate, UsedAnswer


@transaction.atomic
def leftovers_clear(*, now: datetime) -> int:
    """Delete what is of no use any more; ``now`` is the wall's. How many rows went."""
    over = (
        Session.objects.filter(expire_date__lt=now),
        Rate.objects.filter(until__lte=now),
        Guesses.objects.filter(last_at__lt=now - FORGOTTEN),
        UsedAnswer.objects.filter(until__lt=now),
    )
    return sum(rows.delete()[0] for rows in over)
