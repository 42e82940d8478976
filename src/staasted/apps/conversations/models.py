"""What became of each conversation. Level and ledger are derived from these rows when read."""

from django.db import models
from django.db.models import Q

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Conversation(models.Model):
    """One conversation closed by staff: form, channel, holder, outcome, minutes, note."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="conversations")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="conversation")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    purpose = models.CharField(max_length=40)
    form = models.CharField(max_length=20, choices=_choices(ConversationForm))
    channel = models.CharField(max_length=10, choices=_choices(Channel))
    held_by = models.CharField(max_length=20, choices=_choices(Holder))
    outcome = models.CharField(max_length=24, choices=_choices(Outcome))
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="conversations_by_citizen", fields=["citizen", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="conversations_held_has_minutes",
                condition=~Q(outcome=Outcome.HELD.value) | Q(minutes__gt=0),
                violation_error_message="A conversation that was held took at least a minute.",
            ),
        ]
