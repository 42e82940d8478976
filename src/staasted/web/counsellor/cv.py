"""Borgerens CV: read where the citizen shares it, and never written in (decision 0041)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.org.clock import clock
from staasted.apps.profiles.access import entries_of, shared_profile
from staasted.web.ui.cv import cv_shown
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_cv(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What stands on the CV, as an employer would read it."""
    case, profile = shared_profile(actor, public_id, on=clock.today())
    told = None
    if profile is not None:
        told = cv_shown(profile, entries_of(case), registered=case.person.name)
    return page(request, "counsellor/cv.html", {"case": case, "cv": told})
