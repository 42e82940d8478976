"""What somebody was writing when their sitting ended."""

from django.db import models

from staasted.apps.audit.models import ROLES


class Draft(models.Model):
    """The fields of one form, kept for the one who wrote them until they come back.

    ``path`` is the address the form is sent to, ``fields`` each name with its values.
    """

    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="drafts")
    role = models.CharField(max_length=20, choices=ROLES)
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_draft_one_per_form",
                fields=["person", "role", "path"],
                violation_error_message="There is a draft of this form already.",
            ),
        ]
