"""Storing answers. What follows from them is decided by published rules in the catalogue."""

from collections.abc import Mapping

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.screening.models import ScreeningAnswers
from staasted.core.screening.instrument import Instrument


@transaction.atomic
def answers_submit(
    *,
    actor: Actor,
    citizen: Citizen,
    instrument: Instrument,
    answers: Mapping[str, str],
    share: bool,
) -> ScreeningAnswers:
    """Keep one submission; ``share`` lets the counsellor see it. The log holds no answer."""
    now = clock.now()
    given = ScreeningAnswers.objects.create(
        citizen=citizen,
        instrument=instrument.slug,
        version=instrument.version,
        answers=dict(answers),
        given_at=now,
        shared_at=now if share else None,
    )
    act_log(
        actor=actor,
        act="answers_submit",
        at=now,
        citizens=[citizen.public_id],
        facts={"instrument": instrument.slug, "version": instrument.version, "shared": share},
    )
    return given
