"""A letter as it was sent, its files, when it was opened first, and how it was carried."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.models import ROLES
from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.invitations.models import Summons
from staasted.apps.org.models import Person, PublicIdField
from staasted.catalog.language import Language

LONGEST = 20_000
"""Characters the database takes; the policy asks for fewer. Source: decision 0037."""
TITLE_LONGEST = 200
KEY_LENGTH = 10
KIND_LENGTH = 20


class Letter(models.Model):
    """One letter, from staff to a citizen or the other way; never changed (guard).

    ``sender`` is who it is from, in words; ``may_decide`` what the citizen may decide and
    ``complain`` how to complain, both empty in a letter from a citizen. ``body`` is one paragraph
    a line. ``sent_key`` is the form's own, so that a form sent twice is one letter. ``decision``
    is what kind of decision it is (complaints.yaml), empty where it is none; ``language`` the one
    it is written in.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="letters")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    sender = models.CharField(max_length=200)
    title = models.CharField(max_length=TITLE_LONGEST)
    body = models.TextField()
    may_decide = models.TextField(blank=True, default="")
    complain = models.TextField(blank=True, default="")
    sent_key = models.CharField(max_length=KEY_LENGTH)
    sent_at = models.DateTimeField()
    decision = models.CharField(max_length=KIND_LENGTH, blank=True, default="", db_default="")
    language = models.CharField(
        max_length=2,
        choices=word_choices(Language),
        default=Language.DANISH.value,
        db_default=Language.DANISH.value,
    )

    class Meta:
        ordering = ("sent_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="letters_letter_sent_once",
                fields=["citizen", "sent_key"],
                violation_error_message="This letter has been sent already.",
            ),
            models.CheckConstraint(
                name="letters_letter_has_words",
                condition=~Q(title="") & ~Q(body="") & LessThanOrEqual(Length("body"), LONGEST),
                violation_error_message="A letter has a heading and words, no more than one reads.",
            ),
            models.CheckConstraint(
                name="letters_letter_to_a_citizen_says_what_one_may_do",
                condition=~Q(role="counsellor") | (~Q(may_decide="") & ~Q(complain="")),
                violation_error_message="A letter to a citizen says what they may decide, and how"
                " to complain.",
            ),
        ]


class LetterFile(models.Model):
    """A file that was sent with a letter."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files")
    file = models.OneToOneField(CitizenFile, models.PROTECT, related_name="letter")


class LetterRead(models.Model):
    """That a letter, or the letter of a summons, was opened the first time by whom it is to."""

    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="read"
    )
    summons = models.OneToOneField(
        Summons, models.PROTECT, null=True, blank=True, related_name="read"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letters_read_is_of_one",
                condition=Q(letter__isnull=False, summons=None)
                | Q(letter=None, summons__isnull=False),
                violation_error_message="What was read is one letter.",
            ),
        ]


class LetterCarried(models.Model):
    """That a letter to a citizen was handed to a carrier: from when it was tried, and ``done_at``.

    One that was tried and is not done may have gone: nobody tries it again by itself.
    """

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="carried")
    carrier = models.CharField(max_length=20)
    tried_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    ref = models.CharField(max_length=200, blank=True, default="")
