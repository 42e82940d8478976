"""Teams, who belongs to one, and who is away."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.org.dated import ends_after_start
from staasted.apps.org.public_id import LENGTH, new_public_id


class Team(models.Model):
    """A team of the office; its name is the unit citizens see in their access log.

    ``ended_on`` is its last day; None while it goes on.
    """

    public_id = models.CharField(
        max_length=LENGTH, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(max_length=100, unique=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_team_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A team has a name.",
            ),
        ]


class TeamMembership(models.Model):
    """Somebody's team from a day, to a day (inclusive); one team at a time."""

    person = models.ForeignKey("org.Person", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="org_teammembership_one_open",
                fields=["person"],
                condition=Q(to_on=None),
                violation_error_message="The person belongs to a team already.",
            ),
            models.CheckConstraint(
                name="org_teammembership_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="A membership cannot end before it begins.",
            ),
        ]


class StaffAbsence(models.Model):
    """Days somebody of the staff is away (both inclusive): the team covers meanwhile.

    Without ``to_on`` nobody knows yet when they are back. ``covered_by`` is the colleague named to
    stand in meanwhile, to that last day; nobody named is whoever of the team is there.
    """

    person = models.ForeignKey("org.Person", on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    covered_by = models.ForeignKey(
        "org.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="covering"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_staffabsence_cover_ends",
                condition=Q(covered_by=None)
                | (Q(to_on__isnull=False) & ~Q(covered_by=F("person"))),
                violation_error_message="A colleague covers for another, to a last day.",
            ),
            models.UniqueConstraint(
                name="org_staffabsence_one_per_start",
                fields=["person", "from_on"],
                violation_error_message="This absence is known already.",
            ),
            models.CheckConstraint(
                name="org_staffabsence_ends_after_start",
                condition=ends_after_start(),
                violation_error_message="An absence cannot end before it begins.",
            ),
        ]
