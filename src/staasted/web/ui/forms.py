"""Forms of the staff rooms: their words from the catalogue, refusals as part of the form."""

from collections.abc import Callable
from datetime import date

from django import forms

from staasted.catalog.rules.named import EARLIEST, LATEST
from staasted.catalog.texts import text, texts
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said

FAULTS = ("required", "invalid", "invalid_choice", "invalid_list", "max_length")


class DayField(forms.DateField):
    """A day within the bounds of the house's calendar: the day before and after it is one too."""

    def validate(self, value: date | None) -> None:
        """Errors: ValidationError, in words."""
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            bounds = {"first": EARLIEST.year, "last": LATEST.year}
            raise forms.ValidationError(text("ui.form_day_beyond", **bounds))


class StaffForm(forms.Form):
    """A form whose labels, hints and errors lie under ``staff.field.<name>``."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = text(f"staffing.field.{name}.label")
            hint, error = f"staffing.field.{name}.hint", f"staffing.field.{name}.error"
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
