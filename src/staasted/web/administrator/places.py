"""Steder: where the office meets people, and the rooms there."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.places import (
    Place,
    place_change,
    place_close,
    place_known,
    place_make,
    places_all,
    room_close,
    room_make,
)
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

CHANGE, ROOM, CLOSE, CLOSE_ROOM = "ret", "lokale", "luk", "luk-lokale"
MOST_SEATS = 200


class OfficeForm(StaffForm):
    """A form whose words lie under ``openings.field``."""

    words = "openings.field"


class PlaceForm(OfficeForm):
    """Name, address, and the way in."""

    place_name = forms.CharField(max_length=100)
    address = forms.CharField(max_length=200)
    way = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def told(self) -> dict[str, str]:
        """The place as the service takes it."""
        sent = self.cleaned_data
        return {"name": sent["place_name"], "address": sent["address"], "way": sent["way"]}


class RoomForm(OfficeForm):
    """A room: the name on the door, and for how many."""

    room_name = forms.CharField(max_length=100)
    seats = forms.IntegerField(min_value=1, max_value=MOST_SEATS, initial=4)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def places(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every place, and a new one."""
    form = PlaceForm(request.POST or None)
    if form.is_valid() and form.succeeds(lambda: place_make(actor=actor, **form.told())):
        return redirect("places")
    shown = {"form": form, "places": places_all()}
    return page(request, "administrator/places.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def place_keep(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One place: say otherwise where it is, add and close rooms, close it."""
    place, act = place_known(public_id), request.POST.get("act")
    told = {"place_name": place.name, "address": place.address, "way": place.way}
    form = PlaceForm(request.POST if act == CHANGE else None, initial=told)
    new = RoomForm(request.POST if act == ROOM else None)
    close = OfficeForm(request.POST if act in (CLOSE, CLOSE_ROOM) else None)
    if _done(request, actor, place, form, new, close):
        return redirect("places" if act == CLOSE else request.path)
    shown = {"place": place, "form": form, "new": new, "close": close}
    wrong = max(form.status, new.status, close.status)
    return page(request, "administrator/place.html", shown, status=wrong)


def _done(
    request: HttpRequest,
    actor: Actor,
    place: Place,
    form: PlaceForm,
    new: RoomForm,
    close: OfficeForm,
) -> bool:
    """Whether what was sent has been done."""
    if form.is_valid():
        return form.succeeds(lambda: place_change(actor=actor, place=place, **form.told()))
    if new.is_valid():
        made = {"name": new.cleaned_data["room_name"], "seats": new.cleaned_data["seats"]}
        return new.succeeds(lambda: room_make(actor=actor, place=place, **made))
    if not close.is_valid():
        return False
    rooms = {row.public_id: row for row in place.open_rooms}
    chosen = rooms.get(request.POST.get("lokale", ""))
    if request.POST.get("act") == CLOSE:
        return close.succeeds(lambda: place_close(actor=actor, place=place))
    return chosen is None or close.succeeds(lambda: room_close(actor=actor, room=chosen))
