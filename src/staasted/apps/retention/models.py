"""A case that must not be erased yet, though its time has come."""

from django.db import models
from django.db.models import Q

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField

LONGEST, NAME_LONGEST = 500, 100
"""Characters of a reason, and of a name."""


class EraseHold(models.Model):
    """A complaint or a lawsuit keeps a case from being erased until somebody lifts the hold.

    ``reason`` is a case number or a sentence without a name; ``by`` is who decided it.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="erase_holds")
    reason = models.CharField(max_length=LONGEST)
    by = models.CharField(max_length=NAME_LONGEST)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=NAME_LONGEST, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="retention_erasehold_one_stands",
                fields=["citizen"],
                condition=Q(lifted_at=None),
                violation_error_message="The case is kept from being erased already.",
            ),
            models.CheckConstraint(
                name="retention_erasehold_says_why",
                condition=~Q(reason="") & ~Q(by=""),
                violation_error_message="A hold says why, and who decided it.",
            ),
            models.CheckConstraint(
                name="retention_erasehold_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
                violation_error_message="A hold that is lifted says when and by whom.",
            ),
        ]
