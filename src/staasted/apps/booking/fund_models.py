"""Whether the citizen wants their a-kasse in the next conversation: every answer, dated."""

from django.db import models
from django.db.models import Q

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person


class FundAnswer(models.TextChoices):
    """What the citizen wants of their a-kasse. Source: LBK 280/2024 §§ 31(2), 32(2), 33(4)."""

    JOINS = "joins"
    JOINS_IN_PERSON = "joins_in_person"
    STAYS_OUT = "stays_out"


class FundEnd(models.TextChoices):
    """Why an answer stands no longer. Source: BEK 113/2026 § 24."""

    CHANGED = "changed"
    HELD = "held"


class FundChoice(models.Model):
    """The citizen's answer for the next conversation, as it was given; none is edited.

    It is for the benefit period that begins on ``period_on`` and for that ``fund`` (its name as
    the period has it): with another one it stands no longer.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="fund_choices")
    answer = models.CharField(max_length=16, choices=FundAnswer.choices)
    fund = models.CharField(max_length=120, blank=True, default="")
    period_on = models.DateField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="fund_choices_told"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_for = models.CharField(max_length=8, choices=FundEnd.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_fundchoice_one_stands",
                fields=["citizen"],
                condition=Q(ended_at=None),
                violation_error_message="One answer about the a-kasse stands at a time.",
            ),
            models.CheckConstraint(
                name="booking_fundchoice_ended_for_a_reason",
                condition=Q(ended_at=None, ended_for="")
                | (Q(ended_at__isnull=False) & ~Q(ended_for="")),
                violation_error_message="An answer that has ended says when and why.",
            ),
        ]

    @property
    def wants(self) -> bool:
        """Whether the a-kasse takes part."""
        return self.answer != FundAnswer.STAYS_OUT
