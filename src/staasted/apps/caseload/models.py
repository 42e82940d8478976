"""Ways of looking at one's own citizens that somebody has kept."""

from django.db import models
from django.db.models import Q

from staasted.apps.org.models import Person, PublicIdField

NAME_LONGEST = 60


class CaseloadView(models.Model):
    """A way of looking at one's own citizens, under a name: filters and an order, and nobody.

    ``picks`` is what an address asks for, never part of a name; empty is everybody. ``opens``
    where the list opens with it.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="caseload_views")
    name = models.CharField(max_length=NAME_LONGEST)
    picks = models.CharField(max_length=300, blank=True, default="")
    opens = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="caseload_view_one_of_a_name",
                fields=["person", "name"],
                violation_error_message="You have a view of that name.",
            ),
            models.UniqueConstraint(
                name="caseload_view_one_opens",
                fields=["person"],
                condition=Q(opens=True),
                violation_error_message="The list opens with one view.",
            ),
            models.CheckConstraint(
                name="caseload_view_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A view has a name.",
            ),
        ]
