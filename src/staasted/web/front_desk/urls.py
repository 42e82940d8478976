"""Addresses of the front desk's room."""

from django.urls import path

from staasted.web.front_desk import booking, desk

urlpatterns = [
    path("reception/", desk.desk, name="desk"),
    path("reception/<str:public_id>/", desk.person, name="desk_person"),
    path("reception/<str:public_id>/book/", booking.book, name="desk_book"),
]
