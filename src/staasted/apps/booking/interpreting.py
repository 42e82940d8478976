"""An interpreter: who needs one, in which language, and whether one is ordered."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import clock
from staasted.core.axes import SEATED
from staasted.core.errors import DomainError

LONGEST = 100
"""Characters of a language, as the column has them."""


@dataclass(frozen=True, slots=True)
class Interpreting:
    """Whether an interpreter is there, and the language; empty is *which one is not known*."""

    wanted: bool = False
    language: str = ""


def interpreting_of(citizen: Citizen) -> Interpreting:
    """What is known of the citizen's need of an interpreter: one query, none where it was read."""
    if hasattr(citizen, "interpreter"):
        return Interpreting(bool(citizen.interpreter), citizen.interpreter_language or "")
    known = Circumstances.objects.filter(citizen=citizen, interpreter=True)
    language = known.values_list("interpreter_language", flat=True).first()
    return Interpreting() if language is None else Interpreting(wanted=True, language=language)


def interpreting_asked(*, wanted: bool, language: str) -> Interpreting:
    """What somebody has chosen. Errors: DomainError ``interpreter_language_long``."""
    language = language.strip() if wanted else ""
    if len(language) > LONGEST:
        raise DomainError("interpreter_language_long", most=LONGEST)
    return Interpreting(wanted, language)


@transaction.atomic
def interpreter_tell(*, actor: Actor, citizen: Citizen, asked: Interpreting, now: datetime) -> None:
    """Keep a citizen's own word on their need of an interpreter; no file writes over it.

    Conversations ahead follow, but those an interpreter is ordered for: whoever ordered one sees
    both. Errors: AccessRefused; DomainError ``case_closed``.
    """
    role_require(actor, Role.CITIZEN)
    open_case_lock(citizen)
    told = {"interpreter": asked.wanted, "interpreter_language": asked.language}
    Circumstances.objects.update_or_create(
        citizen=citizen, defaults=told | {"interpreter_own": True}
    )
    ahead = Booking.objects.filter(
        citizen=citizen, outcome=None, starts_at__gt=now, interpreter_ordered_at=None
    )
    ahead.exclude(form__in=SEATED).update(**told)
    act_log(
        actor=actor,
        act="interpreter_tell",
        at=now,
        citizens=[citizen.public_id],
        subject=citizen.public_id,
        facts={"wanted": asked.wanted},
    )


@transaction.atomic
def interpreter_order(*, actor: Actor, booking: Booking) -> Booking:
    """Record that an interpreter is ordered; again changes nothing.

    Errors: DomainError ``not_live``, ``no_interpreter``.
    """
    case_lock(booking.citizen)
    current = Booking.objects.select_related("citizen").get(pk=booking.pk)
    if current.outcome is not None:
        raise DomainError("not_live")
    if not current.interpreter:
        raise DomainError("no_interpreter")
    if current.interpreter_ordered_at is None:
        current.interpreter_ordered_at = clock.now()
        current.save(update_fields=["interpreter_ordered_at"])
        act_log(
            actor=actor,
            act="interpreter_order",
            at=clock.now(),
            citizens=[current.citizen.public_id],
            subject=current.public_id,
        )
    return current
