"""Addresses of the partner's room."""

from django.urls import path

from staasted.web.partner import partner

urlpatterns = [path("partner/", partner.partner, name="partner")]
