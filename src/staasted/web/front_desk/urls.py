"""Addresses of the front desk's room."""

from django.urls import path

from staasted.web.front_desk import booking, changing, desk, wishing

urlpatterns = [
    path("reception/", desk.desk, name="desk"),
    path("reception/<str:public_id>/", desk.person, name="desk_person"),
    path("reception/<str:public_id>/book/", booking.book, name="desk_book"),
    path("reception/<str:public_id>/samtaler/<str:booking>/flyt/", changing.move, name="desk_move"),
    path(
        "reception/<str:public_id>/samtaler/<str:booking>/afbud/",
        changing.cancel,
        name="desk_cancel",
    ),
    path(
        "reception/<str:public_id>/samtaler/<str:booking>/ankomst/",
        changing.arrival,
        name="desk_arrival",
    ),
    path("reception/<str:public_id>/venteliste/", wishing.wait, name="desk_wait"),
    path("reception/<str:public_id>/ring-op/", wishing.call, name="desk_call"),
    path(
        "reception/<str:public_id>/oensker/<str:wish>/tilbage/",
        wishing.withdraw,
        name="desk_wish_withdraw",
    ),
]
