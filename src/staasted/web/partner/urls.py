"""Addresses of the partner's room."""

from django.urls import path

from staasted.web.partner import booking, closing, fund_part, partner, talking

urlpatterns = [
    path("partner/", partner.partner, name="partner"),
    path("partner/<str:public_id>/book/", booking.book, name="partner_book"),
    path("partner/<str:public_id>/beskeder/", talking.partner_talking, name="partner_talk"),
    path("partner/<str:public_id>/a-kassen/", fund_part.partner_fund, name="partner_fund"),
    path("partner/samtaler/<str:public_id>/", closing.partner_close, name="partner_close"),
]
