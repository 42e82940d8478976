"""Logins of the house's own: for small municipalities, and for the first administrator."""

from django.db import models


class LocalLogin(models.Model):
    """A name and a password beside an account; the second factor lies with allauth's.

    ``setup_hash`` is the digest of a code that opens the set-up once, until ``setup_until``.
    """

    account = models.OneToOneField("org.Account", on_delete=models.PROTECT, related_name="local")
    username = models.CharField(max_length=60, unique=True)
    password = models.CharField(max_length=200, blank=True, default="")
    setup_hash = models.CharField(max_length=64, blank=True, default="")
    setup_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_locallogin_setup_whole",
                condition=models.Q(setup_hash="", setup_until=None)
                | (~models.Q(setup_hash="") & models.Q(setup_until__isnull=False)),
                violation_error_message="A code for the set-up has an end.",
            ),
        ]


class Guesses(models.Model):
    """Wrong tries in one place: ``place`` is a keyed hash of who, from where; nothing readable."""

    place = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    free_at = models.DateTimeField()
