"""Addresses of the login room."""

from django.urls import path

from staasted.web.login import rules, sitting, views

urlpatterns = [
    path("", views.home, name="home"),
    path("log-ind/", views.log_in, name="login"),
    path("log-ud/", views.log_out, name="logout"),
    path("rolle/", views.choose_role, name="choose_role"),
    path("formaal/", views.purpose, name="purpose"),
    path("sidder/", sitting.sitting, name="sitting"),
    path("demo/ur/", views.demo_clock, name="demo_clock"),
    path("regler/", rules.rules, name="rules"),
    path("hjaelp/", views.help_page, name="help"),
]
