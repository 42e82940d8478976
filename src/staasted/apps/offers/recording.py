"""What is logged of places and requests: codes, moments and public ids, never a citizen's words."""

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock


def offer_logged(
    actor: Actor, act: str, citizen: Citizen, *, subject: str, offer: str, **facts: object
) -> None:
    """Log an act on a citizen's part in an offer."""
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[citizen.public_id],
        subject=subject,
        facts={"offer": offer, **facts},
    )
