"""The reckoning of a night: everybody is read once, and what a lead asks of them is written down.

The front page reads one row of it and no citizen. It may be done twice: the first of a night stays.
"""

from datetime import datetime

from staasted.apps.booking.days import danish_day
from staasted.apps.effort.hours import hours_of_everybody
from staasted.apps.effort.reference import references_on
from staasted.apps.effort.selectors import overview_on
from staasted.apps.overview.figures import OFFERS, TALKS, figures_made, figures_written
from staasted.apps.overview.models import OverviewNight


def overview_write(*, now: datetime) -> None:
    """Reckon the figures of the night ``now`` lies in and write them, where there are none."""
    on = danish_day(now)
    levels = overview_on(on=on)
    figures = figures_made(levels, references_on(on=on), hours_of_everybody(on=on, now=now))
    night = OverviewNight(
        on=on,
        at=now,
        open=sum(each.open for each in figures.running),
        running=sum(each.running for each in figures.running),
        late=figures.late,
        lacking=figures.lacking(TALKS),
        lacking_offers=figures.lacking(OFFERS),
        figures=figures_written(figures),
    )
    OverviewNight.objects.bulk_create([night], ignore_conflicts=True)
