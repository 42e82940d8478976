"""Components that tell where one is and lead elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from staasted.catalog.texts import text as t
from staasted.web.ui.blocks import ours
from staasted.web.ui.macros import macro


def skip_link() -> Markup:
    """Lead keyboard users past the header to ``#main-content``."""
    return macro("skip-link/skip-link", "skiplink", text=t("ui.skip_link"))


def back_link(href: str, *, text: str | None = None) -> Markup:
    """Lead one step back; says "Tilbage" unless told otherwise."""
    return macro("back-link/back-link", "back_link", href=href, text=text or t("ui.back"))


def breadcrumbs(items: Sequence[Mapping[str, Any]]) -> Markup:
    """Show the path to this page: items of ``text`` and ``href``, the last without ``href``."""
    label = t("ui.breadcrumbs")
    return macro("breadcrumbs/breadcrumbs", "breadcrumbs", items=items, ariaLabel=label)


def stepguide(current: int, total: int) -> Markup:
    """Say which step of a flow this is, counted from 1: "Trin 2 af 3"."""
    name = "simpleStepIndicator"
    return macro("stepguide/stepguide", name, currentStep=current, totalSteps=total)


def pagination(current: int, total: int, *, query: str) -> Markup:
    """Lead to the pages before and after; ``query`` ends where the number goes, as "?side="."""
    return ours("pagination", current=current, total=total, query=query)


def footer(columns: Sequence[Mapping[str, Any]]) -> Markup:
    """Close the page with columns of ``content`` and a ``columnSize`` of 1 to 12."""
    return macro("footers/footer", "footer", columns=columns)
