"""Addresses of the counsellor's room."""

from django.urls import path

from staasted.web.counsellor import (
    acting_for,
    away,
    caseload,
    citizen,
    closing,
    day,
    effect,
    ending,
    finding,
    limits,
    marks,
    override,
    own_times,
    regular_times,
    rights,
    single_times,
    summon,
    team,
)

urlpatterns = [
    path("rettelser/", rights.rights_list, name="rights_list"),
    path("rettelser/<str:public_id>/", rights.right, name="right"),
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
    path("mine-tider/", own_times.my_times, name="my_times"),
    path("mine-tider/<str:public_id>/", own_times.times_of, name="times_of"),
    path("mine-tider/<str:public_id>/faste/", regular_times.series_new, name="series_new"),
    path(
        "mine-tider/<str:public_id>/faste/<str:series>/",
        regular_times.series_keep,
        name="series_keep",
    ),
    path("mine-tider/<str:public_id>/enkelt/", single_times.opening_new, name="opening_new"),
    path(
        "mine-tider/<str:public_id>/enkelt/<str:opening>/",
        single_times.opening_keep,
        name="opening_keep",
    ),
    path("mine-tider/<str:public_id>/vaek/", away.times_away, name="times_away"),
    path("mine-tider/<str:public_id>/graenser/", limits.times_limits, name="times_limits"),
    path("samtaler/<str:public_id>/afslut/", closing.closing, name="conversation_close"),
]
