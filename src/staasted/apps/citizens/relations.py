"""Who else stands in a relation to a case: whom it is kept from, and whom it is opened to."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.kinds import ConflictKind, ConsentHow, Covers, PowerKind
from staasted.apps.org.dated import ends_after_start, in_order
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.axes import Channel, Holder


class Conflict(models.Model):
    """A case marked as a relative's or colleague's of somebody who works here."""

    public_id = PublicIdField()
    citizen = models.ForeignKey("citizens.Citizen", models.PROTECT, related_name="conflicts")
    staff = models.ForeignKey(Person, models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=10, choices=word_choices(ConflictKind))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="citizens_conflict_one_open",
                fields=["citizen", "staff"],
                condition=Q(to_on=None),
                violation_error_message="The case is marked for this colleague already.",
            ),
            models.CheckConstraint(
                name="citizens_conflict_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="A mark cannot end before it begins.",
            ),
        ]


class BrokenGlass(models.Model):
    """A case opened outside team and caseload for a reason, that day alone.

    The citizen sees it, and the lead has it on a list. ``reason`` is what was typed.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey("citizens.Citizen", models.PROTECT, related_name="broken_glass")
    staff = models.ForeignKey(Person, models.PROTECT, related_name="broken_glass")
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=100, blank=True, default="")
    reason = models.TextField()
    at = models.DateTimeField()
    on = models.DateField()
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_at_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="citizens_brokenglass_once_a_day",
                fields=["citizen", "staff", "role", "on"],
                violation_error_message="The case has been opened with a reason already that day.",
            ),
            models.CheckConstraint(
                name="citizens_brokenglass_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="A case outside one's team is opened with a reason.",
            ),
            models.CheckConstraint(
                name="citizens_brokenglass_looked_at_by_somebody",
                condition=Q(looked_at=None, looked_at_by=None)
                | Q(looked_at__isnull=False, looked_at_by__isnull=False),
                violation_error_message="It says both when it was looked at and by whom.",
            ),
        ]


class PartnerInvitation(models.Model):
    """A partner invited into a citizen's course, to 23.59 of the last day.

    ``ended_at`` is when somebody ended it before that.
    ``channel`` is the agreed way of contact, ``purpose`` a slug of the purposes' catalogue.
    ``consent_on`` is the day the citizen said yes to it and ``consent_how`` the way, both absent
    where the act itself gives the partner its part (decision 0059).
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey("citizens.Citizen", models.PROTECT, related_name="invitations")
    partner = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    held_by = models.CharField(max_length=20, choices=word_choices(Holder))
    purpose = models.CharField(max_length=60)
    channel = models.CharField(max_length=20, choices=word_choices(Channel))
    from_on = models.DateField()
    to_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_how = models.CharField(
        max_length=20, choices=word_choices(ConsentHow), blank=True, default=""
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizens_partnerinvitation_consent_has_its_day",
                condition=Q(consent_on=None, consent_how="")
                | Q(Q(consent_on__isnull=False), ~Q(consent_how="")),
                violation_error_message="A consent says which day it was given, and how.",
            ),
            models.CheckConstraint(
                name="citizens_partnerinvitation_ends_after_start",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="An invitation cannot end before it begins.",
            ),
        ]


class Power(models.Model):
    """Somebody who acts for a citizen: by power of attorney, or as guardian.

    ``ended_at`` is when somebody ended it: it opens nothing from that moment.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey("citizens.Citizen", models.PROTECT, related_name="powers")
    representative = models.ForeignKey(Person, models.PROTECT, related_name="powers")
    kind = models.CharField(max_length=20, choices=word_choices(PowerKind))
    covers = models.CharField(max_length=20, choices=word_choices(Covers))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="citizens_power_one_open",
                fields=["citizen", "representative"],
                condition=Q(to_on=None),
                violation_error_message="The person acts for this citizen already.",
            ),
            models.CheckConstraint(
                name="citizens_power_ends_after_start",
                condition=in_order(),
                violation_error_message="A power cannot end before it begins.",
            ),
        ]
