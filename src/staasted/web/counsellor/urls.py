"""Addresses of the counsellor's room."""

from django.urls import path

from staasted.web.counsellor import (
    acting_for,
    calendars,
    caseload,
    citizen,
    closing,
    day,
    effect,
    ending,
    finding,
    marks,
    override,
    rights,
    summon,
    team,
)

urlpatterns = [
    path("rettelser/", rights.rights_list, name="rights_list"),
    path("rettelser/<str:public_id>/", rights.right, name="right"),
    path("kalendere/", calendars.calendars, name="calendars"),
    path("kalendere/ny/", calendars.calendar_add, name="calendar_add"),
    path("i-dag/", day.today, name="today"),
    path("borgere/", caseload.caseload_list, name="caseload"),
    path("find/", finding.find, name="find"),
    path("borgere/<str:public_id>/", citizen.citizen, name="citizen"),
    path("team/", team.team, name="team"),
    path("borgere/<str:public_id>/repraesentanter/", acting_for.helpers, name="helpers"),
    path("borgere/<str:public_id>/taet-paa/", marks.marks, name="marks"),
    path("borgere/<str:public_id>/luk/", ending.close, name="case_close"),
    path("borgere/<str:public_id>/genaabn/", ending.reopen, name="case_reopen"),
    path("borgere/<str:public_id>/aabn/", team.open_for_a_reason, name="open_for_a_reason"),
    path("borgere/<str:public_id>/indkald/", summon.summon, name="summon"),
    path("borgere/<str:public_id>/betydning/", effect.effect, name="effect"),
    path(
        "borgere/<str:public_id>/regler/<str:rule>/<str:first>/",
        override.override,
        name="override",
    ),
    path("samtaler/<str:public_id>/afslut/", closing.closing, name="conversation_close"),
]
