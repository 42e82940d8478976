"""Those around the demo's citizens: a partner some have invited, and somebody with a power."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.relating import partner_invite, power_grant
from staasted.apps.org.services import staff_register
from staasted.catalog.adal import adal
from staasted.cli.adal_fund import fund_write, partner_opens
from staasted.core.axes import Channel, Holder

PURPOSE = "job_search"


def around_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Write the demo's partner and representative around the first of its citizens."""
    told, open_to_all = adal(), [case for case in cases if not case.person.protected]
    partner = staff_register(name=told.partner.name, email=told.partner.email, roles=[], from_on=on)
    for case in open_to_all[: told.partner.invited_to]:
        partner_invite(
            actor=OPERATOR,
            citizen=case,
            partner=partner,
            held_by=Holder.MENTOR,
            purpose=PURPOSE,
            channel=Channel.PHONE,
            days=(on, on + timedelta(days=told.partner.days)),
        )
    partner_opens(partner, on=on)
    fund_write(open_to_all, on=on)
    helper = staff_register(name=told.representative.name, roles=[], from_on=on)
    for case in open_to_all[:1]:
        power_grant(
            actor=OPERATOR,
            citizen=case,
            representative=helper,
            kind=PowerKind.POWER_OF_ATTORNEY,
            covers=Covers.EVERYTHING,
            days=(on, None),
        )
