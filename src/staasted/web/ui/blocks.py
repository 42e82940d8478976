"""Components that show something: buttons, messages, lists, tables, ways through the site."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms.utils import flatatt
from django.template.loader import render_to_string
from markupsafe import Markup, escape

from staasted.web.ui.macros import kept, macro


def ours(component: str, /, **values: Any) -> Markup:
    """Render one of our own components, which escapes what is not markup."""
    rendered = render_to_string(f"layout/components/{component}.html", values)
    return Markup(rendered.strip())  # noqa: S704 # nosec B704 # the template escaped


def attributes(**values: Any) -> Markup:
    """Return HTML attributes, escaped; True stands alone, False and None are left out."""
    known = {name.replace("_", "-"): value for name, value in values.items() if value is not None}
    return escape(flatatt(known)).strip()


def _paragraph(content: str) -> Markup:
    """Return markup as it is, and plain text as one escaped paragraph."""
    return content if isinstance(content, Markup) else Markup("<p>{}</p>").format(content)


@kept
def icon(name: str, *, label: str | None = None, classes: str | None = None) -> Markup:
    """Draw an icon of the design system; without a label it is hidden from screen readers."""
    role = attributes(role="img") if label else None
    params = {"name": name, "ariaLabel": label, "classes": classes, "attributes": role}
    return macro("icons/icons--svg", "icon_svg", **params)


@kept
def button(
    text: str,
    *,
    variant: str = "primary",
    name: str | None = None,
    value: str | None = None,
    icon: str | None = None,
    kind: str = "submit",
    to: str | None = None,
) -> Markup:
    """Make a button, one that sends its form unless ``kind`` is "button"; ``to`` an address of its
    own where it is given."""
    extra = attributes(type=kind, name=name, value=value, formaction=to)
    return macro(
        "buttons/buttons", "button", text=text, variant=variant, icon=icon, attributes=extra
    )


def link_button(
    text: str, href: str, *, variant: str = "primary", icon: str | None = None
) -> Markup:
    """Make a link that looks like a button, for a main action that only opens a page."""
    return ours("link_button", text=text, href=href, variant=variant, icon=icon)


def alert(
    content: str,
    *,
    variant: str = "info",
    heading: str | None = None,
    heading_level: str = "h2",
) -> Markup:
    """Show a message: ``variant`` info, success, warning or error."""
    return macro(
        "alerts/alerts",
        "alert",
        content=content,
        contentContainer=not isinstance(content, Markup),
        variant=variant,
        heading=heading,
        headingLevel=heading_level,
    )


def details(summary: str, content: str) -> Markup:
    """Hide something behind its heading, such as a "Hvorfor?"."""
    return macro("details/details", "details", summary=summary, content=_paragraph(content))


def accordion(items: Sequence[Mapping[str, Any]]) -> Markup:
    """List things one opens one by one: items of ``title``, ``content`` and perhaps ``open``."""
    opened = [
        {**item, "content": _paragraph(item["content"]), "open": item.get("open", False)}
        for item in items
    ]
    return ours("accordion", items=opened)


@kept
def badge(text: str, *, variant: str | None = None) -> Markup:
    """Mark something with a word: ``variant`` info, success, warning, error or none."""
    return macro("badge/badges", "badge", text=text, variant={"status": variant})


def card(
    heading: str,
    content: str,
    *,
    href: str | None = None,
    subheading: str | None = None,
    heading_level: str = "h2",
) -> Markup:
    """Show a card; with ``href`` the whole card is one link and holds no other."""
    return macro(
        "cards/cards",
        "card",
        heading=heading,
        content=_paragraph(content),
        subheading=subheading,
        headingLevel=heading_level,
        navigationCard={"href": href} if href else None,
    )


def structured_list(items: Sequence[Mapping[str, Any]]) -> Markup:
    """List facts as ``label`` and ``value``, each perhaps with an ``action`` link to ``href``."""
    blank = {"action": None, "href": None}
    return ours("structured_list", items=[{**blank, **item} for item in items])


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    caption_hidden: bool = False,
    compact: bool = False,
) -> Markup:
    """Show rows of cells; the first cell of a row is its heading.

    On narrow screens every cell stands below its column's name. Raises ``ValueError``
    when a row has another number of cells than there are columns.
    """
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"Every row of {caption!r} needs {len(columns)} cells.")
    names = [escape(name) for name in columns]
    return ours(
        "table",
        caption=caption,
        columns=names,
        rows=[(row[0], list(zip(names[1:], row[1:], strict=True))) for row in rows],
        caption_hidden=caption_hidden,
        compact=compact,
    )
