"""The one way a view answers with a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from staasted.apps.audit.actor import Role
from staasted.apps.operations.statement import StatementFault, statement_fault
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.language import here, other_languages
from staasted.web.ui.navigation import navigation
from staasted.web.ui.returning import whys

MINUTE = 60  # seconds


@dataclass(frozen=True)
class Office:
    """What every page says about the office it belongs to."""

    name: str
    phone: str
    accessibility_statement_url: str
    statement_fault: StatementFault | None = None
    hours: str = ""
    address: str = ""

    @property
    def phone_url(self) -> str:
        """Return the address that rings the office from a telephone."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Demo:
    """Stands on every page of a demo: the day its clock shows."""

    today: date


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a template in the layout, with what the layout shows and the view's own context.

    Reads ``request.acting`` (None when logged out) and ``request.demo_day`` (None outside
    a demo); both may be missing where no middleware ran.
    """
    acting = getattr(request, "acting", None)
    told = {"returned": whys(request)}
    return framed(request, template, acting, told | dict(context or {}), status)


def framed(
    request: HttpRequest,
    template: str,
    acting: Any,
    context: Mapping[str, Any] | None,
    status: int,
) -> HttpResponse:
    """Render a template as somebody sees it, or as nobody does when ``acting`` is None."""
    demo_day = getattr(request, "demo_day", None)
    frame = {
        "acting": acting,
        "office": office(on=clock.today() if _is_staff(acting) else None),
        "demo": Demo(demo_day) if demo_day else None,
        "navigation": navigation(acting.role, request.path) if acting else [],
        "idle": idle(acting.role) if acting else None,
        "languages": other_languages(),
        "stands_at": here(request),
        "returned": [],
    }
    return render(request, template, frame | dict(context or {}), status=status)


OWN = frozenset({Role.CITIZEN, Role.REPRESENTATIVE})


@dataclass(frozen=True)
class Idle:
    """How long somebody may be away, and how long before the end they are told, in seconds."""

    seconds: int
    warning: int


def idle(role: Role) -> Idle:
    """Return what ends a sitting in a role. Source: decision 0019."""
    policy = catalog().policy
    minutes = policy["idle_minutes_citizen" if role in OWN else "idle_minutes_staff"]
    return Idle(minutes * MINUTE, policy["idle_warning_minutes"] * MINUTE)


def _is_staff(acting: Any) -> bool:
    return acting is not None and acting.role not in OWN


def office(*, on: date | None = None) -> Office:
    """Return the office this installation is configured for.

    ``on`` is the day its statement is judged on; None leaves that out.
    """
    configured = settings.STAASTED
    address = configured.accessibility_statement_url
    updated_on = configured.accessibility_statement_updated_on
    return Office(
        name=configured.office_name,
        phone=configured.office_phone,
        accessibility_statement_url=address,
        hours=configured.office_hours.strip(),
        address=configured.office_address.strip(),
        statement_fault=on and statement_fault(address=address, updated_on=updated_on, today=on),
    )
