"""Django's forms through the design system's controls."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup, escape

from staasted.catalog.texts import text as t
from staasted.web.ui.blocks import ours
from staasted.web.ui.controls import (
    checkbox,
    checkboxes,
    radios,
    select,
    text_input,
    textarea,
)


def field(bound: BoundField, *, hints: Mapping[str, str] | None = None) -> Markup:
    """Render a form's field with label, hint and error; ``hints`` per option's value."""
    widget, common = bound.field.widget, _common(bound)
    if bound.is_hidden:
        return escape(bound.as_hidden())
    if isinstance(widget, forms.CheckboxSelectMultiple):
        common.pop("required")
        values = bound.value() or []
        return checkboxes(
            legend=bound.label, options=_options(bound, hints), values=values, **common
        )
    if isinstance(widget, forms.RadioSelect):
        chosen = {"options": _options(bound, hints), "value": bound.value()}
        return radios(legend=bound.label, **chosen, **common)
    if isinstance(widget, forms.Select):
        chosen = {"options": _options(bound, hints), "value": bound.value()}
        return select(label=bound.label, **chosen, **common)
    if isinstance(widget, forms.CheckboxInput):
        return checkbox(label=bound.label, checked=bool(bound.value()), **common)
    return _written(bound, common)


def error_summary(form: forms.BaseForm) -> Markup:
    """List what must be put right, each with a link to its field; nothing when all is well."""
    if not form.errors:
        return Markup()
    general = [{"text": error, "href": None} for error in form.non_field_errors()]
    named = [
        {
            "text": t("ui.error_summary.item", label=bound.label, error=error),
            "href": f"#{_first_id(bound)}",
        }
        for bound in form.visible_fields()
        for error in bound.errors
    ]
    return ours("error_summary", errors=[*general, *named])


def _common(bound: BoundField) -> dict[str, Any]:
    """Return what every control is told about its field."""
    return {
        "name": bound.html_name,
        "control_id": bound.auto_id or bound.html_name,
        "hint": bound.help_text or None,
        "error": " ".join(bound.errors) or None,
        "required": bound.field.required,
    }


def _written(bound: BoundField, common: dict[str, Any]) -> Markup:
    """Render a field one writes in; the widget's own attributes reach the control."""
    widget, value = bound.field.widget, bound.value()
    extra = {name.replace("-", "_"): value for name, value in widget.attrs.items()}
    shown = "" if value is None else str(value)
    if isinstance(widget, forms.Textarea):
        extra.pop("cols", None)
        rows = int(extra.pop("rows", 5))
        return textarea(label=bound.label, value=shown, rows=rows, **common, **extra)
    if isinstance(bound.field, forms.DateField):
        extra.setdefault("type", "date")
        shown = value.isoformat() if isinstance(value, date) else shown
    kind = extra.pop("type", widget.input_type)
    return text_input(label=bound.label, value=shown, kind=kind, **common, **extra)


def _options(bound: BoundField, hints: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """Return the field's choices; an empty one only where it can be chosen, in a select."""
    widget, hints = bound.field.widget, hints or {}
    keeps_empty = not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return [
        {"value": value, "text": label, "hint": hints.get(str(value))}
        for value, label in _flat(widget.choices)
        if keeps_empty or str(value)
    ]


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Yield choices, those of named groups too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label


def _first_id(bound: BoundField) -> str:
    """Return the id of the field's first control, where a link to the field leads."""
    own = bound.auto_id or bound.html_name
    several = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{own}-option1" if several else own
