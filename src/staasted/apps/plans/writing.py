"""What every act on a plan does: holds the case, keeps the earlier words, writes its log line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.plans.access import own_items
from staasted.apps.plans.attached import files_follow
from staasted.apps.plans.kinds import Doer, ItemKind, Progress
from staasted.apps.plans.models import NAME, TITLE, PlanItem, PlanVersion
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink

WRITTEN = (
    *("title", "words", "done_by", "helper_name", "due_on", "progress"),
    *("employer", "link", "next_step"),
)
OWNERS = (Role.CITIZEN, Role.REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote in one place of a plan."""

    title: str
    words: str = ""
    done_by: str = ""
    helper_name: str = ""
    due_on: date | None = None
    progress: Progress = Progress.OPEN
    employer: str = ""
    link: str = ""
    next_step: str = ""


def owner_hold(actor: Actor, citizen: Citizen, *roles: Role) -> None:
    """Hold the person and the case, open or closed. Errors: AccessRefused, NotYours."""
    role_require(actor, *(roles or OWNERS))
    if actor.role is Role.CITIZEN and actor.person_id != citizen.person_id:
        raise NotYours
    person_lock(*Person.objects.filter(pk=actor.person_id))
    kept_case_lock(citizen)


def item_held(actor: Actor, citizen: Citizen, public_id: str) -> PlanItem:
    """One that stands in the plan, as it is now. Errors: DomainError ``plan_item_gone``."""
    item = own_items(actor, citizen).filter(public_id=public_id).first()
    if item is None:
        raise DomainError("plan_item_gone")
    return item


def fitted(kind: ItemKind, words: Words) -> Words:
    """The words as they may stand in such a place.

    Errors: DomainError ``plan_without_title``, ``plan_words_too_long``, ``plan_helper_unnamed``,
    ``plan_without_day``, ``no_weblink``.
    """
    title, longer = " ".join(words.title.split()), words.words.strip()
    helper, most = " ".join(words.helper_name.split()), catalog().policy["plan_characters"]
    if not title:
        raise DomainError("plan_without_title")
    if len(title) > TITLE or len(longer) > most or len(helper) > NAME:
        raise DomainError("plan_words_too_long", title=TITLE, most=most)
    if kind in (ItemKind.AGREED, ItemKind.JOB) and words.due_on is None:
        raise DomainError("plan_without_day")
    if kind is ItemKind.JOB:
        return _applied(title, longer, words)
    dated = words.due_on if kind in (ItemKind.STEP, ItemKind.GOAL, ItemKind.AGREED) else None
    if kind is not ItemKind.STEP:
        progress = words.progress if kind is ItemKind.GOAL else Progress.OPEN
        return Words(title, longer, due_on=dated, progress=progress)
    doer = Doer(words.done_by or Doer.ME)
    if doer is Doer.HELPER and not helper:
        raise DomainError("plan_helper_unnamed")
    named = helper if doer is Doer.HELPER else ""
    return Words(title, longer, doer, named, dated, words.progress)


def _applied(title: str, longer: str, words: Words) -> Words:
    """An application: where, the advertisement, and the next step."""
    employer, onward = " ".join(words.employer.split()), " ".join(words.next_step.split())
    if len(employer) > NAME or len(onward) > TITLE:
        raise DomainError("plan_words_too_long", title=NAME, most=TITLE)
    link = weblink(words.link) if words.link.strip() else ""
    told = {"employer": employer, "link": link, "next_step": onward}
    return Words(title, longer, due_on=words.due_on, **told)


def written(row: PlanItem | PlanVersion) -> tuple[object, ...]:
    """What stands on a row, to be compared with another's."""
    return tuple(getattr(row, name) for name in WRITTEN)


def next_place(citizen: Citizen, kind: ItemKind, goal: PlanItem | None) -> int:
    """The place after the last of its like."""
    alike = PlanItem.objects.filter(citizen=citizen, kind=kind, goal=goal)
    return (alike.aggregate(last=Max("place"))["last"] or 0) + 1


def version_keep(
    item: PlanItem, actor: Actor, now: datetime, *, words: Words | None = None
) -> PlanVersion:
    """Keep how an item reads now; with ``words`` instead what was written aside."""
    row = PlanVersion(citizen_id=item.citizen_id, item=item, number=item.version, at=now)
    for name in WRITTEN:
        setattr(row, name, getattr(words or item, name))
    row.aside, row.shared = words is not None, item.shared_from is not None
    row.by_id = actor.person_id
    row.save(force_insert=True)
    return row


def item_rewrite(
    item: PlanItem, words: Words, *, shared: bool, actor: Actor, now: datetime
) -> None:
    """Give an item new words, or another reader, as its next version; the case is held."""
    for name in WRITTEN:
        setattr(item, name, getattr(words, name))
    item.version, item.changed_at = item.version + 1, now
    if not shared:
        item.shared_from = None
    elif item.shared_from is None:
        item.shared_from = item.version
    item.save(update_fields=[*WRITTEN, "version", "changed_at", "shared_from"])
    version_keep(item, actor, now)
    files_follow(actor, [item])


def words_of(row: PlanItem | PlanVersion) -> Words:
    """The words of a row, to be written again."""
    return Words(**{name: getattr(row, name) for name in WRITTEN})


def plan_logged(
    actor: Actor, act: str, citizen: Citizen, now: datetime, *, subject: str = "", **facts: object
) -> None:
    """Log one act on a plan: codes and ids, never what somebody wrote."""
    cases: Iterable[str] = [citizen.public_id]
    act_log(actor=actor, act=act, at=now, citizens=cases, subject=subject, facts=facts)
