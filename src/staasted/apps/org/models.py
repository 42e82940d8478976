"""The installation, its people, their accounts and dated roles."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from staasted.apps.audit.models import ROLES
from staasted.apps.audit.words import word_choices
from staasted.apps.org.dated import ends_after_start
from staasted.apps.org.draft_models import Draft
from staasted.apps.org.local_models import Guesses, LocalLogin
from staasted.apps.org.public_id import LENGTH, new_public_id
from staasted.apps.org.rate_models import Rate
from staasted.apps.org.teams import StaffAbsence, Team, TeamMembership
from staasted.catalog.language import Language
from staasted.ports.identity import Audience

__all__ = [
    "AUDIENCES",
    "Account",
    "AccountManager",
    "Draft",
    "Guesses",
    "Installation",
    "LocalLogin",
    "Person",
    "PublicIdField",
    "Rate",
    "RoleGrant",
    "StaffAbsence",
    "Team",
    "TeamMembership",
    "UsedAnswer",
]

AUDIENCES = word_choices(Audience)
LANGUAGES = word_choices(Language)


class PublicIdField(models.CharField):
    """A public id: random, unique, the only id that leaves the house."""

    def __init__(self, **options: object) -> None:
        fixed = {"max_length": LENGTH, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**(fixed | options))


class Installation(models.Model):
    """The one row about this database: whether it is a demo, and the demo's own time."""

    demo = models.BooleanField(default=False)
    demo_now = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_installation_one_row",
                condition=Q(id=1),
                violation_error_message="There is one installation in a database.",
            ),
            models.CheckConstraint(
                name="org_installation_time_is_demos",
                condition=Q(demo=True, demo_now__isnull=False) | Q(demo=False, demo_now=None),
                violation_error_message="Only a demo has a time of its own.",
            ),
        ]


class Person(models.Model):
    """Anybody the house knows, citizen or staff: one row a human being.

    ``protected`` is a protected name or address, ``digital_post`` whether the person receives
    it; None is *not known*. ``phone`` is as it was written, its keys what it is found by.
    ``language`` is the one they have chosen; empty until they do, and then Danish.
    ``easy_danish`` is whether they want Danish in its easy wording; None until they say.
    ``email_own`` and ``phone_own`` say that a citizen wrote it themselves, so that no file writes
    over it. ``email_bounced`` and ``phone_bounced`` are the address, and the digits of a number,
    that took no message, with since when; another address has not bounced (decision 0044).
    Staff who are citizens too may have another row for it: ``own_lookup`` is the keyed hash of the
    CPR number they gave as staff, so that their own case is known. The number is not kept.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=620, db_index=True, editable=False)
    email = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=100, blank=True, default="")
    phone_key = models.CharField(
        max_length=15, blank=True, default="", db_index=True, editable=False
    )
    other_phone_key = models.CharField(
        max_length=15, blank=True, default="", db_index=True, editable=False
    )
    birth_date = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    protected = models.BooleanField(null=True, blank=True)
    digital_post = models.BooleanField(null=True, blank=True)
    language = models.CharField(
        max_length=2, choices=LANGUAGES, blank=True, default="", db_default=""
    )
    easy_danish = models.BooleanField(null=True, blank=True)
    email_own = models.BooleanField(default=False, db_default=False)
    phone_own = models.BooleanField(default=False, db_default=False)
    email_bounced = models.CharField(max_length=254, blank=True, default="", db_default="")
    email_bounced_at = models.DateTimeField(null=True, blank=True)
    phone_bounced = models.CharField(max_length=15, blank=True, default="", db_default="")
    phone_bounced_at = models.DateTimeField(null=True, blank=True)
    cpr_cipher = models.BinaryField(null=True, blank=True)
    cpr_key_id = models.CharField(max_length=20, blank=True, default="")
    cpr_lookup = models.CharField(max_length=64, null=True, blank=True, unique=True)
    own_lookup = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_person_cpr_whole",
                condition=Q(cpr_cipher=None, cpr_key_id="", cpr_lookup=None)
                | (Q(cpr_cipher__isnull=False, cpr_lookup__isnull=False) & ~Q(cpr_key_id="")),
                violation_error_message="A CPR number is stored sealed, with key id and hash.",
            ),
        ]


class AccountManager(BaseUserManager):
    """Accounts are made by services alone; the manager only finds them."""


class Account(AbstractBaseUser):
    """One way a person logs in: what an identity provider calls them.

    ``audience`` is whom the provider is for, and so which rooms the login opens; empty on a demo.
    Another ``epoch`` ends every sitting the account has.
    """

    password = None
    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    epoch = models.PositiveIntegerField(default=0)
    audience = models.CharField(max_length=10, choices=AUDIENCES, blank=True, default="")

    USERNAME_FIELD = "public_id"
    objects = AccountManager()

    def get_session_auth_hash(self) -> str:
        """What every sitting is held against: Django's own goes by the password we do not have."""
        return salted_hmac("staasted.sitting", f"{self.pk}:{self.epoch}").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """None: a rotated secret ends every sitting."""
        return []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_account_one_per_subject",
                fields=["provider", "subject"],
                violation_error_message="This login belongs to an account already.",
            ),
        ]


class RoleGrant(models.Model):
    """A role a person holds from a day, to a day (inclusive) or until further notice.

    ``source`` is the provider whose attributes gave it, with ``/back`` behind where the provider
    took it back; empty where somebody here gave it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=ROLES)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True, default="")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_rolegrant_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="A role cannot end before it begins.",
            ),
            models.UniqueConstraint(
                name="org_rolegrant_one_open",
                fields=["person", "role"],
                condition=Q(to_on=None),
                violation_error_message="The person holds this role already.",
            ),
        ]


class UsedAnswer(models.Model):
    """An answer of a provider that has opened a login, kept until it would be refused anyway."""

    provider = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_usedanswer_once",
                fields=["provider", "ref"],
                violation_error_message="This answer has opened a login already.",
            ),
        ]
