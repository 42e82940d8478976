"""A citizen's own plan: what stands in it, every earlier wording, remarks beside it, who helps."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.org.models import Person, PublicIdField
from staasted.apps.plans.kinds import Doer, ItemKind, Progress, RemarkKind, RemarkState
from staasted.core.weblink import MOST

TITLE = 200
"""Characters of a title. Source: decision 0038."""
NAME = 100
"""Characters of a helper's name, and of what they are to the citizen. Source: decision 0038."""
LONGEST = 20_000
"""Characters the database takes of other words; the policy asks for fewer."""


class Written(models.Model):
    """What somebody wrote in one place of a plan, as it stands or as it stood.

    ``helper_name`` is who does it where that is neither the citizen nor the coach; ``due_on`` is
    by when, or the day it was agreed or applied for; the last three are an application's.
    """

    title = models.CharField(max_length=TITLE)
    words = models.TextField(blank=True, default="")
    done_by = models.CharField(
        max_length=6, choices=word_choices(Doer), blank=True, default="", db_default=""
    )
    helper_name = models.CharField(max_length=NAME, blank=True, default="", db_default="")
    due_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=7, choices=word_choices(Progress))
    employer = models.CharField(max_length=NAME, blank=True, default="", db_default="")
    link = models.CharField(max_length=MOST, blank=True, default="", db_default="")
    next_step = models.CharField(max_length=TITLE, blank=True, default="", db_default="")

    class Meta:
        abstract = True


class PlanItem(Written):
    """One goal, step, note or agreement. ``place`` is its place among its like, from 1.

    ``version`` grows by one with each change; ``shared_from`` is the first version the coach may
    read, None where nobody but the citizen reads it. ``removed_at`` until it is fetched back.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="plan_items")
    kind = models.CharField(max_length=6, choices=word_choices(ItemKind))
    goal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="steps")
    place = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    shared_from = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place", "id")
        constraints = [
            models.CheckConstraint(
                name="plan_item_has_words",
                condition=~Q(title="") & LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="What stands in a plan has a title, and is not endless.",
            ),
            models.CheckConstraint(
                name="plan_item_helper_named",
                condition=Q(done_by=Doer.HELPER.value) & ~Q(helper_name="")
                | ~Q(done_by=Doer.HELPER.value) & Q(helper_name=""),
                violation_error_message="A helper has a name, and nobody else here has one.",
            ),
            models.CheckConstraint(
                name="plan_item_of_its_kind",
                condition=Q(kind=ItemKind.STEP.value)
                | (Q(done_by="", goal=None) & (Q(kind=ItemKind.GOAL.value) | Q(progress="open"))),
                violation_error_message="A step is somebody's and may belong to a goal.",
            ),
            models.CheckConstraint(
                name="plan_item_agreed_on_a_day",
                condition=~Q(kind__in=("agreed", "job")) | Q(due_on__isnull=False),
                violation_error_message="What is agreed or applied for was so on a day.",
            ),
            models.CheckConstraint(
                name="plan_item_shared_from_a_version",
                condition=Q(shared_from=None)
                | (Q(shared_from__gte=1) & Q(shared_from__lte=F("version"))),
                violation_error_message="What is shared is shared from a version that exists.",
            ),
            models.UniqueConstraint(
                name="plan_item_one_again",
                fields=["citizen"],
                condition=Q(kind=ItemKind.AGAIN.value, removed_at=None),
                violation_error_message="This section of the plan is there already.",
            ),
        ]
        indexes = [models.Index(fields=["citizen", "kind"], name="plan_item_of_citizen")]


class PlanVersion(Written):
    """How an item read, and from when. Never changed; it goes when the citizen erases the item.

    ``aside`` was written in a window that had not seen the newest words: kept, and never in force.
    """

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="plan_versions")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    shared = models.BooleanField()
    aside = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                name="plan_version_once",
                fields=["item", "number"],
                violation_error_message="This version of the words is known already.",
            ),
        ]


class PlanFile(models.Model):
    """A file beside something in the plan; it goes with it."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="plan_files")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="files")
    file = models.OneToOneField(CitizenFile, models.PROTECT, related_name="plan_file")


class PlanRemark(models.Model):
    """A coach's comment, or a step they propose, beside an item or (None) the whole plan.

    A proposal that is taken becomes the citizen's own item, ``taken_as``. Never edited.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="plan_remarks")
    item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    kind = models.CharField(max_length=8, choices=word_choices(RemarkKind))
    title = models.CharField(max_length=TITLE, blank=True, default="")
    words = models.TextField(blank=True, default="")
    done_by = models.CharField(max_length=6, choices=word_choices(Doer), blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=word_choices(RemarkState))
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_as = models.ForeignKey(PlanItem, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="plan_remark_of_its_kind",
                condition=(
                    Q(kind=RemarkKind.COMMENT.value, state=RemarkState.SAID.value, title="")
                    & ~Q(words="")
                )
                | (
                    Q(kind=RemarkKind.PROPOSAL.value)
                    & ~Q(state=RemarkState.SAID.value)
                    & ~Q(title="")
                    & ~Q(done_by="")
                ),
                violation_error_message="A comment has words; a proposal says what, and who.",
            ),
            models.CheckConstraint(
                name="plan_remark_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="A remark is no longer than anybody reads.",
            ),
            models.CheckConstraint(
                name="plan_remark_end_whole",
                condition=Q(state__in=("said", "waiting"), ended_at=None)
                | Q(state__in=("taken", "declined", "withdrawn"), ended_at__isnull=False),
                violation_error_message="An answered proposal says when it was answered.",
            ),
            models.CheckConstraint(
                name="plan_remark_taken_as",
                condition=Q(taken_as=None) | Q(state=RemarkState.TAKEN.value),
                violation_error_message="Only what is taken becomes the citizen's own.",
            ),
        ]


class PlanHelper(models.Model):
    """Somebody the citizen has asked to help, from a day to a day (inclusive): a name, no log-in.

    ``item`` is the one part they get a copy of; None is the whole plan (decision 0038).
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="plan_helpers")
    item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="helpers"
    )
    helper_name = models.CharField(max_length=NAME)
    relation = models.CharField(max_length=NAME, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.CheckConstraint(
                name="plan_helper_named",
                condition=~Q(helper_name=""),
                violation_error_message="A helper has a name.",
            ),
            models.CheckConstraint(
                name="plan_helper_days_in_order",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="Help cannot end before it begins.",
            ),
        ]
