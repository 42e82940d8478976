"""Forms of the staff rooms: their words from the catalogue, refusals as part of the form."""

import re
from collections.abc import Callable
from datetime import date, time

from django import forms

from staasted.catalog.rules.named import EARLIEST, LATEST
from staasted.catalog.speech import time_of_day
from staasted.catalog.texts import text, texts
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said

CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
HOURS, MINUTES = 24, 60
FAULTS = (
    *("required", "invalid", "invalid_choice", "invalid_list"),
    *("max_length", "min_value", "max_value"),
)


class DayField(forms.DateField):
    """A day within the bounds of the house's calendar: the day before and after it is one too."""

    def validate(self, value: date | None) -> None:
        """Errors: ValidationError, in words."""
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            bounds = {"first": EARLIEST.year, "last": LATEST.year}
            raise forms.ValidationError(text("ui.form_day_beyond", **bounds))


class ClockField(forms.CharField):
    """A time of the wall's clock as people write it: 9, 9.30 or 09:30."""

    def to_python(self, value: object) -> time | None:
        """The time; None where nothing is written. Errors: ValidationError, in words."""
        written = super().to_python(value)
        return clock_read(written) if written else None

    def prepare_value(self, value: object) -> object:
        """The time as it is written again."""
        return time_of_day(value) if isinstance(value, time) else value


def clock_read(written: str) -> time:
    """A time of the wall's clock. Errors: ValidationError, in words."""
    told = CLOCK.fullmatch(written.strip())
    hour, minute = (int(told[1]), int(told[2] or 0)) if told else (HOURS, 0)
    if hour >= HOURS or minute >= MINUTES:
        raise forms.ValidationError(text("ui.form_no_time", written=written))
    return time(hour, minute)


class StaffForm(forms.Form):
    """A form whose labels, hints and errors lie under ``<words>.<name>``."""

    words = "staffing.field"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = text(f"{self.words}.{name}.label")
            hint, error = f"{self.words}.{name}.hint", f"{self.words}.{name}.error"
            field.help_text = text(hint) if hint in texts() else ""
            if error in texts():
                field.error_messages = dict.fromkeys(FAULTS, text(error))

    def succeeds(self, act: Callable[[], object]) -> bool:
        """Whether the act was done; a refusal is said at the top of the form."""
        try:
            act()
        except DomainError as refused:
            self.add_error(None, str(said(refused)))
            return False
        return True

    def forget(self, name: str) -> None:
        """Show a field empty again: what was typed is typed again, never shown."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data[name] = ""

    @property
    def status(self) -> int:
        """What a page with this form is answered with."""
        return 400 if self.errors else 200
