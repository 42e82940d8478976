"""A citizen's files: what is told of each, and its content, sealed, in a table of its own."""

from django.db import models
from django.db.models import Q

from staasted.apps.audit.models import ROLES
from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.kinds import ContentKind
from staasted.apps.files.naming import LONGEST
from staasted.apps.org.models import Person, PublicIdField


class CitizenFile(models.Model):
    """One file that lies with a case. ``size`` is in bytes; ``shared``: staff may read it.

    ``kept_by`` is whoever put it there, in ``role``. What uses it points to it.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="files")
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    name = models.CharField(max_length=LONGEST)
    kind = models.CharField(max_length=4, choices=word_choices(ContentKind))
    size = models.PositiveIntegerField()
    shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="files_file_has_name_and_content",
                condition=~Q(name="") & Q(size__gt=0),
                violation_error_message="A file has a name and something in it.",
            ),
        ]


class FileContent(models.Model):
    """The content of one file, sealed and bound to the file's own id."""

    file = models.OneToOneField(CitizenFile, on_delete=models.PROTECT, related_name="content")
    cipher = models.BinaryField()
    key_id = models.CharField(max_length=20)
