"""Controls of a form: each with its label, hint and error, tied together for screen readers."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from staasted.web.ui.blocks import attributes, ours
from staasted.web.ui.macros import kept, macro

Option = Mapping[str, Any]


def text_input(
    name: str,
    label: str,
    *,
    control_id: str | None = None,
    kind: str = "text",
    value: object = "",
    hint: str | None = None,
    error: str | None = None,
    required: bool = True,
    **extra: Any,
) -> Markup:
    """Ask for one line; ``kind`` is HTML's type (text, email, tel, number, date, time)."""
    return macro(
        "form/controls/text-input",
        "textinput",
        **_common(name, label, control_id, hint, error, required=required),
        type=kind,
        value=str(value),
        attributes={"input": attributes(**extra)},
    )


def textarea(
    name: str,
    label: str,
    *,
    control_id: str | None = None,
    value: str = "",
    rows: int = 5,
    hint: str | None = None,
    error: str | None = None,
    required: bool = True,
    **extra: Any,
) -> Markup:
    """Ask for several lines."""
    invalid = "true" if error else None
    return macro(
        "form/controls/text-area",
        "textarea",
        **_common(name, label, control_id, hint, error, required=required),
        value=value,
        rows=rows,
        attributes={"textarea": attributes(aria_invalid=invalid, **extra)},
    )


def select(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    control_id: str | None = None,
    value: object = None,
    hint: str | None = None,
    error: str | None = None,
    required: bool = True,
) -> Markup:
    """Ask for one of many: options of ``value`` and ``text``."""
    chosen = [{**option, "isSelected": _same(option["value"], value)} for option in options]
    return macro(
        "form/controls/select",
        "select",
        **_common(name, label, control_id, hint, error, required=required),
        options=chosen,
    )


@kept
def known_select(
    name: str, label: str, options: tuple[tuple[str, str], ...], *, value: str, required: bool
) -> Markup:
    """As ``select``, of our own words alone, each a value and its text: drawn once for all."""
    listed = [{"value": known, "text": words} for known, words in options]
    return select(name, label, listed, value=value, required=required)


def radios(
    name: str,
    legend: str,
    options: Sequence[Option],
    *,
    control_id: str | None = None,
    value: object = None,
    hint: str | None = None,
    error: str | None = None,
    required: bool = True,
) -> Markup:
    """Ask for one of few: options of ``value``, ``text`` and perhaps ``hint``.

    The first option has the id ``<id>-option1``.
    """
    return macro(
        "radiobuttons/radiobuttons",
        "radiobuttons",
        id=control_id or name,
        groupname=name,
        radiogroupLegend=legend,
        helptext=hint,
        errorMessage=error,
        items=[_item(option, [value], attributes(required=required)) for option in options],
    )


def checkboxes(
    name: str,
    legend: str,
    options: Sequence[Option],
    *,
    control_id: str | None = None,
    values: Sequence[object] = (),
    hint: str | None = None,
    error: str | None = None,
) -> Markup:
    """Ask for any of a few: options as in ``radios``."""
    return macro(
        "checkboxes/checkboxes",
        "checkboxes",
        id=control_id or name,
        groupname=name,
        checkboxLegend=legend,
        helptext=hint,
        errorMessage=error,
        items=[_item(option, values, None) for option in options],
    )


def checkbox(
    name: str,
    label: str,
    *,
    control_id: str | None = None,
    checked: bool = False,
    hint: str | None = None,
    error: str | None = None,
    required: bool = False,
) -> Markup:
    """Ask for one yes."""
    values = {"checked": checked, "hint": hint, "error": error, "required": required}
    return ours("checkbox", name=name, label=label, id=control_id or name, **values)


def _common(
    name: str,
    label: str,
    control_id: str | None,
    hint: str | None,
    error: str | None,
    *,
    required: bool,
) -> dict[str, Any]:
    """Return the parameters every single control of the design system understands."""
    return {
        "id": control_id or name,
        "name": name,
        "label": label,
        "helptext": hint or None,
        "errorMessage": error or None,
        "required": required,
    }


def _item(option: Option, values: Sequence[object], extra: Markup | None) -> dict[str, Any]:
    """Return one radio button or checkbox in the design system's words."""
    return {
        "value": str(option["value"]),
        "label": option["text"],
        "helptext": option.get("hint") or None,
        "checked": any(_same(option["value"], value) for value in values),
        "attributes": {"input": extra},
    }


def _same(value: object, other: object) -> bool:
    """Compare as a form does: by what is written in it."""
    return other is not None and str(value) == str(other)
