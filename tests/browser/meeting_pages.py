"""Meetings with seats, as the citizen and the counsellor meet them, in each state."""

from tests.browser.shown import Shown

MINE, OFFICE = "/mit-forloeb/moeder/", "/moeder/"
SAVE = ("click main form >> nth=-1 >> button",)

MEETING_PAGES = [
    Shown("meetings", "mona", MINE, "Du står på venteliste"),
    Shown("meetings-of-a-kind", "mona", f"{MINE}?slags=industry_meeting", "2 ledige pladser"),
    Shown("meetings-none", "mona", f"{MINE}?slags=group", "ingen af den slags"),
    Shown("meeting-seat", "mona", f"{MINE}{{seated}}/", "Du har en plads"),
    Shown("meeting-waits", "mona", f"{MINE}{{full}}/", "nummer 1 i køen"),
    Shown("meeting-free", "mona", f"{MINE}{{free}}/", "Meld mig til"),
    Shown("meeting-cancelled", "mona", f"{MINE}{{called_off}}/", "Butikkerne er forhindret"),
    Shown("meeting-begun", "mona", f"{MINE}{{begun_meeting}}/", "gået i gang"),
    Shown("meeting-join", "mona", f"{MINE}{{free}}/tilmeld/", "Ja, meld mig til"),
    Shown("meeting-joined", "mona", f"{MINE}{{free}}/tilmeld/", "Vi ses", SAVE),
    Shown("meeting-join-full", "ase", f"{MINE}{{full}}/tilmeld/", "Ja, stil mig på listen"),
    Shown("meeting-leave", "mona", f"{MINE}{{seated}}/afbud/", "Ja, meld afbud"),
    Shown("meeting-leave-list", "mona", f"{MINE}{{full}}/afbud/", "Ja, gå ud af listen"),
    Shown("citizen-course-meeting", "mona", "/mit-forloeb/", "Se mødet"),
    Shown("office-meetings", "karen", OFFICE, "Fremmøde mangler"),
    Shown("office-meeting", "karen", f"{OFFICE}{{full}}/", "Mona Møde"),
    Shown("office-meeting-of-another", "quiet", f"{OFFICE}{{full}}/", "ser navnene"),
    Shown("office-meeting-cancelled", "karen", f"{OFFICE}{{called_off}}/", "er aflyst"),
    Shown("meeting-new", "karen", f"{OFFICE}nyt/", "Opret mødet"),
    Shown("meeting-new-errors", "karen", f"{OFFICE}nyt/", "Skriv en overskrift", SAVE),
    Shown("meeting-edit", "karen", f"{OFFICE}{{seated}}/ret/", "får 2 borgere besked"),
    Shown("meeting-video", "karen", f"{OFFICE}{{seated}}/video/", "videomødet"),
    Shown("meeting-cancelling", "karen", f"{OFFICE}{{full}}/aflys/", "1 på venteliste"),
    Shown("meeting-cancelling-errors", "karen", f"{OFFICE}{{full}}/aflys/", "Skriv hvorfor", SAVE),
    Shown("meeting-presence", "karen", f"{OFFICE}{{begun_meeting}}/fremmoede/", "Alle står"),
    Shown("meeting-presence-early", "karen", f"{OFFICE}{{seated}}/fremmoede/", "fremmøde fra"),
    Shown("meetings-behalf", "karen", "/borgere/{ase}/moeder/", "Sæt på venteliste"),
    Shown("counsellor-today-meeting", "karen", "/i-dag/", "Morgenmøde"),
]
