"""Hvad borgerne siger: answers after conversations, of ten and more, by unit and quarter."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.feedback.selectors import UnitSays, what_units_say
from staasted.apps.org.clock import clock
from staasted.catalog.feedback import questions
from staasted.catalog.loader import catalog
from staasted.web.ui.figures import quarter_said
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room

HUNDRED = 100


@never_cache
@require_safe
@room(Role.LEAD)
def what_citizens_say(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each unit in each quarter that is over: how many answered, and what."""
    listed = page_asked(request, what_units_say(actor, on=clock.today()))
    shown = {
        "units": [_shown(each) for each in listed.object_list],
        "listed": listed,
        "fewest": catalog().policy["feedback_fewest"],
    }
    return page(request, "lead/what_citizens_say.html", shown)


def _shown(unit: UnitSays) -> dict[str, object]:
    answered = unit.answered or 0
    return {
        "unit": unit.unit,
        "quarter": quarter_said(unit.quarter_on),
        "asked": unit.asked,
        "answered": unit.answered,
        "rate": round(HUNDRED * answered / unit.asked) if answered else None,
        "rows": [_row(each.slug, unit) for each in questions()] if unit.given else [],
        "words": unit.words,
    }


def _row(slug: str, unit: UnitSays) -> dict[str, object]:
    """One question with how many gave each answer."""
    question = next(each for each in questions() if each.slug == slug)
    given = (unit.given or {})[slug]
    cells = [(option.words, given[option.slug]) for option in question.options]
    return {"asks": question.words, "cells": cells}
