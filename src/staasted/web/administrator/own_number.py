"""A colleague's CPR number, asked for so that their own case is closed to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.org.own_number import own_number_give
from staasted.web.administrator.staff import member_or_nobody, number_field
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room


class NumberForm(StaffForm):
    """The number alone."""

    cpr = number_field(required=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_number(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Give the number; the page says whether one is given, and never which."""
    person, form = member_or_nobody(actor, public_id), NumberForm(request.POST or None)
    if form.is_valid():
        cpr = form.cleaned_data["cpr"]
        if form.succeeds(lambda: own_number_give(actor=actor, person=person, cpr=cpr)):
            return redirect("staff_member", public_id=public_id)
    form.forget("cpr")
    shown = {"person": person, "form": form}
    return page(request, "administrator/staff_number.html", shown, status=form.status)
