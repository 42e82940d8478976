"""Addresses of the partner's room."""

from django.urls import path

from staasted.web.partner import booking, partner

urlpatterns = [
    path("partner/", partner.partner, name="partner"),
    path("partner/<str:public_id>/book/", booking.book, name="partner_book"),
]
