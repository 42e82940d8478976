"""Addresses of the login room."""

from django.urls import path

from staasted.web.login import (
    feed,
    language,
    local,
    local_setup,
    providers,
    retention,
    rules,
    sitting,
    views,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("log-ind/", views.log_in, name="login"),
    path("log-ind/via/<slug:slug>/", providers.depart, name="login_depart"),
    path("log-ind/via/<slug:slug>/svar/", providers.receive, name="login_receive"),
    path("log-ind/via/<slug:slug>/tilbage/", providers.arrive, name="login_arrive"),
    path("log-ind/via/<slug:slug>/metadata/", providers.description, name="login_description"),
    path("log-ind/lokal/", local.local, name="login_local"),
    path("log-ind/lokal/kode/", local.local_code, name="login_local_code"),
    path("log-ind/lokal/opret/", local_setup.setup, name="login_local_setup"),
    path("log-ind/lokal/opret/kode/", local_setup.setup_factor, name="login_local_factor"),
    path("log-ind/lokal/noegle/", local_setup.add_passkey, name="login_local_passkey"),
    path("log-ud/", views.log_out, name="logout"),
    path("rolle/", views.choose_role, name="choose_role"),
    path("formaal/", views.purpose, name="purpose"),
    path("sidder/", sitting.sitting, name="sitting"),
    path("sprog/", language.language, name="language"),
    path("demo/video/<slug:room>/", views.demo_video, name="demo_video"),
    path("demo/ur/", views.demo_clock, name="demo_clock"),
    path("regler/", rules.rules, name="rules"),
    path("saa-laenge-gemmer-vi/", retention.kept, name="kept"),
    path("kalender/<str:secret>.ics", feed.calendar_feed, name="calendar_feed"),
    path("hjaelp/", views.help_page, name="help"),
]
