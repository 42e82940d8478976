"""Så længe gemmer vi det: what is kept, how long and why, open to all."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.catalog.retention import Does, length_said, retention
from staasted.web.ui.page import page


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Every rule about what a person can be found in, in the file's order."""
    told = [
        (rule.words.name, rule.words.kept.format(length=length_said(rule)), rule.words.why)
        for rule in retention().rules.values()
        if rule.does is not Does.NO_PERSON
    ]
    return page(request, "login/kept.html", {"kept": told})
