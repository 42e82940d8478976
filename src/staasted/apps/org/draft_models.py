"""What somebody was writing when their sitting ended."""

from django.db import models

from staasted.apps.audit.models import ROLES
from staasted.apps.org.public_id import LENGTH


class Draft(models.Model):
    """The fields of one form, sealed, kept for the one who wrote them until they come back.

    ``path`` is the address the form is sent to, ``acts_for`` the public id of the citizen a
    representative acted for; the sealed content is each field's name with its values.
    """

    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="drafts")
    role = models.CharField(max_length=20, choices=ROLES)
    acts_for = models.CharField(max_length=LENGTH, blank=True, default="")
    path = models.CharField(max_length=300)
    cipher = models.BinaryField()
    key_id = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_draft_one_per_form",
                fields=["person", "role", "acts_for", "path"],
                violation_error_message="There is a draft of this form already.",
            ),
        ]
