"""Loading the demo: the invented municipality Ådal, through the same doors as a real one.

Caseload, conversations and offers are generated as files and read by the imports. What is
recent and what is booked is written through the services, with the clock pinned to the moment
it happened.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from staasted.apps.ads.taking_in import ads_fetch
from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.reading import reading
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.staff_access import demo_citizens
from staasted.apps.imports.services import (
    caseload_import,
    conversations_import,
    offers_import,
)
from staasted.apps.imports.synthetic import municipality
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.services import installation_mark_demo, staff_register
from staasted.apps.org.staffing import team_join, team_make
from staasted.catalog.adal import Adal
from staasted.catalog.adal_growing import adal_of
from staasted.catalog.texts import text
from staasted.cli.adal_agreements import agreements_write
from staasted.cli.adal_around import around_write
from staasted.cli.adal_courses import courses_write
from staasted.cli.adal_invitations import invitations_write
from staasted.cli.adal_meetings import meetings_write
from staasted.cli.adal_offers import offers_write
from staasted.cli.adal_openings import openings_write
from staasted.cli.adal_plans import plans_write
from staasted.cli.adal_recent import recent_write
from staasted.cli.adal_talking import talking_write
from staasted.cli.adal_wishes import wishes_write
from staasted.cli.database import statistics_renew

SEED = 31  # the same municipality every time; 31 for the section it lives by
NOON = time(12)  # half the day's conversations have begun, half are ahead


WRITTEN = (
    *(meetings_write, partial(recent_write, seed=SEED), around_write, wishes_write),
    *(agreements_write, offers_write, courses_write, talking_write, invitations_write),
    plans_write,
)
"""What is written on top of the files, in this order."""


class DemoFileRefused(RuntimeError):
    """The generated file did not go in: generator and import disagree."""


@transaction.atomic
def adal_load(*, citizens: int, on: date, report: Callable[[str], None]) -> None:
    """Load Ådal with so many citizens as it stands on a day; all of it or nothing."""
    now = datetime.combine(on, NOON, COPENHAGEN).astimezone(UTC)
    installation_mark_demo(now=now)
    with clock.pinned(now), reading(actor=OPERATOR, purpose="demo", page="demo", at=now):
        _staff(adal_of(citizens), on)
        openings_write(adal_of(citizens), on)
        _files(citizens, on)
        report(text("cli.demo.history"))
        cases = demo_citizens(OPERATOR)
        for write in WRITTEN:
            write(cases, on=on)
            statistics_renew()
        ads_fetch(now=now)


def _staff(told: Adal, on: date) -> None:
    """Staff in their teams, one of them away."""
    since = on - timedelta(days=told.days_before)
    teams = {name: team_make(actor=OPERATOR, name=name) for name in told.teams}
    for member in told.staff:
        roles = [Role(role) for role in member.roles]
        person = staff_register(name=member.name, email=member.email, roles=roles, from_on=since)
        if member.team:
            team_join(actor=OPERATOR, person=person, team=teams[member.team], from_on=since)
        if member.name == told.away.name:
            back = on + timedelta(days=told.away.days)
            absence_record(actor=OPERATOR, person=person, from_on=on, to_on=back)


def _files(citizens: int, on: date) -> None:
    """Ådal's three files, as another system would export them, read by the imports."""
    counsellors = [m.name for m in adal_of(citizens).staff if m.roles == ("counsellor",)]
    made = municipality(citizens=citizens, seed=SEED, on=on, counsellors=counsellors)
    for take, content in (
        (caseload_import, made.caseload),
        (conversations_import, made.conversations),
        (offers_import, made.offers),
    ):
        name = f"{take.__name__}-{on.isoformat()}.csv"
        taken = take(actor=OPERATOR, content=content, file_name=name, today=on)
        if taken.rejected:
            raise DemoFileRefused(taken.rejected)
        statistics_renew()
