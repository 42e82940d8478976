"""Granting or refusing an offer: the decision, the course and the letter in one transaction."""

from copy import copy
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.days import danish_day
from staasted.apps.case_system.kinds import EventKind
from staasted.apps.case_system.services import Told as Outward
from staasted.apps.case_system.services import event_write
from staasted.apps.granting.letter import Told, letter_words
from staasted.apps.granting.models import OfferDecision
from staasted.apps.letters.services import LetterDraft, letter_send
from staasted.apps.offers.course_writing import course_held, course_logged, words_bounded
from staasted.apps.offers.courses import CoursePlan, course_grant, course_refuse
from staasted.apps.offers.models import OfferCourse
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.catalog.complaint_bodies import ComplaintWay, complaint_way
from staasted.catalog.language import language_of, speaking
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: why, and by which section as it is cited (``LBK 280/2024 § 91``).

    ``plan`` is what is granted, None a refusal. ``key`` is the form's own: sent twice is once.
    """

    reasons: str
    section: str
    key: str
    plan: CoursePlan | None = None


@transaction.atomic
def offer_decide(*, actor: Actor, course: OfferCourse, decision: Decision) -> OfferDecision:
    """Grant or refuse an offer that is assessed, and send the letter that says so.

    The same form again answers with the same decision. Errors: AccessRefused; DomainError
    ``offer_reasons_missing``, ``offer_section``, ``words_too_long``, those of ``course_grant`` and
    of ``letter_send``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    known = OfferDecision.objects.select_related("letter").filter(course=current).first()
    if known is not None and known.letter.sent_key == decision.key:
        return known
    reasons, way = _grounds(decision)
    if decision.plan is None:
        course_refuse(actor=actor, course=current)
    else:
        course_grant(actor=actor, course=current, plan=decision.plan, section=decision.section)
    today = danish_day(clock.now())
    told = Told(current, decision.plan is not None, reasons, decision.section, way, today)
    row = _written(actor, told, decision.key)
    event_write(row.citizen, _outward(row))
    course_logged(
        actor, "offer_decide", current, granted=row.granted, section=row.section, way=way.slug
    )
    return row


def offer_decision_read(*, course: OfferCourse, decision: Decision) -> dict[str, str]:
    """The letter of a decision as it would be sent today, and nothing is stored.

    Errors: DomainError ``offer_reasons_missing``, ``offer_section``, ``words_too_long``.
    """
    reasons, way = _grounds(decision)
    plan, as_granted = decision.plan, copy(course)
    if plan is not None:
        as_granted.provider, as_granted.purpose = plan.provider, words_bounded(plan.purpose)
        as_granted.first_on, as_granted.last_on = plan.first_on, plan.last_on
        as_granted.hours_per_week = plan.hours_per_week
    today = danish_day(clock.now())
    told = Told(as_granted, plan is not None, reasons, decision.section, way, today)
    return _words(told)


def _grounds(decision: Decision) -> tuple[str, ComplaintWay]:
    """The reasons, and how one complains. Errors: as ``offer_decision_read``."""
    reasons = words_bounded(decision.reasons)
    if not reasons:
        raise DomainError("offer_reasons_missing")
    return reasons, complaint_way(decision.section)


def _words(told: Told) -> dict[str, str]:
    """The letter in the language its receiver has chosen."""
    with speaking(language_of(told.course.citizen.person.language)):
        return letter_words(told, phone=settings.STAASTED.office_phone)


def _written(actor: Actor, told: Told, key: str) -> OfferDecision:
    """The letter, and the decision it tells."""
    course, way = told.course, told.way
    draft = LetterDraft(key=key, **_words(told))
    letter = letter_send(actor=actor, citizen=course.citizen, draft=draft)
    return OfferDecision.objects.create(
        citizen=course.citizen,
        course=course,
        granted=told.granted,
        section=told.section,
        reasons=told.reasons,
        complain_to=way.da.body,
        complain_by=way.cites,
        complain_until=way.until(told.on),
        letter=letter,
        decided_by=person_of(actor),
        decided_at=clock.now(),
    )


def _outward(row: OfferDecision) -> Outward:
    """The decision as the case system is told of it; the letter is its exact words."""
    facts = {
        "decision": "offer_grant" if row.granted else "offer_refuse",
        "section": row.section,
        "reason": row.reasons,
        "by": row.decided_by.name,
    }
    return Outward(EventKind.DECISION, row.letter.public_id, facts)
