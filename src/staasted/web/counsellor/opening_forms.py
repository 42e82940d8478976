"""What is asked when times are opened: days, times of the clock, where, how and what for."""

import re
from datetime import time, timedelta

from django import forms

from staasted.apps.booking.patterns import Terms, pattern_of
from staasted.apps.booking.places import places_open
from staasted.apps.booking.single import Where
from staasted.apps.booking.times_shown import Opening, OpeningSeries
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import WEEKDAYS, opened, time_of_day, weekday
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.slots import Pattern, Stretch
from staasted.web.ui.forms import ClockField, DayField, StaffForm, clock_read

WEEKS = (1, 2, 3, 4)
BETWEEN = re.compile(r"\s*[-–]\s*")


class OpeningsForm(StaffForm):
    """A form of openings: its words lie under ``openings.field``."""

    words = "openings.field"


class WhereForm(OpeningsForm):
    """Where one meets, and by which channels; none chosen is all of them."""

    place = forms.ChoiceField(required=False)
    channels = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.public_id: place for place in places_open()}
        named = [(key, place.name) for key, place in self.places.items()]
        self.fields["place"].choices = [("", text("openings.no_place")), *named]
        used = {channel for purpose in catalog().purposes.values() for channel in purpose.channels}
        channels = [(way.value, text(f"ui.channel.{way.value}")) for way in Channel if way in used]
        self.fields["channels"].choices = channels

    def where(self) -> Where:
        """Where, as an opening has it."""
        sent = self.cleaned_data
        return Where(self.places.get(sent["place"]), tuple(map(Channel, sent["channels"])))


class SingleForm(WhereForm):
    """One opening: a day and a stretch of it."""

    on = DayField()
    starts = ClockField()
    ends = ClockField()
    field_order = ("on", "starts", "ends", "place", "channels")

    def told(self) -> dict[str, object]:
        """The opening as the service takes it."""
        sent = self.cleaned_data
        stretch = (sent["starts"], sent["ends"])
        return {"on": sent["on"], "stretch": stretch, "where": self.where()}


class SeriesForm(WhereForm):
    """Weekly openings from a day on."""

    weekdays = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    starts = ClockField()
    ends = ClockField()
    breaks = forms.CharField(required=False, max_length=100)
    every_weeks = forms.ChoiceField()
    from_on = DayField()
    to_on = DayField(required=False)
    purposes = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    on_holidays = forms.BooleanField(required=False)
    field_order = (
        *("weekdays", "starts", "ends", "breaks", "every_weeks", "from_on", "to_on"),
        *("place", "channels", "purposes", "on_holidays"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        days = [(str(number), opened(weekday(number))) for number in range(1, len(WEEKDAYS) + 1)]
        self.fields["weekdays"].choices = days
        weeks = [(str(n), text("openings.every_week", count=n)) for n in WEEKS]
        self.fields["every_weeks"].choices = weeks
        purposes = catalog().purposes.values()
        self.fields["purposes"].choices = [(each.slug, each.words.name) for each in purposes]

    def clean_breaks(self) -> tuple[Stretch, ...]:
        """The breaks as pairs of times. Errors: ValidationError, in words."""
        written = self.cleaned_data["breaks"].strip()
        return tuple(_break_read(each) for each in written.split(",")) if written else ()

    def told(self) -> Terms:
        """The series as the service takes it. Errors: DomainError, as ``Pattern``."""
        sent, where = self.cleaned_data, self.where()
        pattern = Pattern(
            weekdays=frozenset(map(int, sent["weekdays"])),
            starts=sent["starts"],
            ends=sent["ends"],
            from_on=sent["from_on"],
            to_on=sent["to_on"],
            breaks=sent["breaks"],
            every_weeks=int(sent["every_weeks"]),
        )
        purposes = tuple(sent["purposes"])
        return Terms(pattern, where.place, where.channels, purposes, sent["on_holidays"])


class EndForm(OpeningsForm):
    """The last day of a series."""

    last_on = DayField()


def series_initial(series: OpeningSeries) -> dict[str, object]:
    """A series as its form shows it: a change begins tomorrow at the earliest."""
    pattern, tomorrow = pattern_of(series), clock.today() + timedelta(days=1)
    return {
        "weekdays": list(series.weekdays),
        "starts": pattern.starts,
        "ends": pattern.ends,
        "breaks": breaks_said(pattern.breaks),
        "every_weeks": series.every_weeks,
        "from_on": max(series.from_on, tomorrow),
        "to_on": series.to_on,
        "purposes": series.purposes.split(),
        "on_holidays": series.on_holidays,
        **where_initial(series),
    }


def where_initial(row: OpeningSeries | Opening) -> dict[str, object]:
    """Where a series or an opening meets, as its form shows it."""
    place = row.place.public_id if row.place else ""
    return {"place": place, "channels": row.channels.split()}


def breaks_said(breaks: tuple[Stretch, ...]) -> str:
    """Breaks as they are written: "12.00-12.30, 14.00-14.15"."""
    return ", ".join(f"{time_of_day(starts)}-{time_of_day(ends)}" for starts, ends in breaks)


def _break_read(written: str) -> tuple[time, time]:
    ends = BETWEEN.split(written.strip())
    if len(ends) != len(("from", "to")):
        raise forms.ValidationError(text("openings.field.breaks.error"))
    return clock_read(ends[0]), clock_read(ends[1])
