"""Addresses of the citizen's room."""

from django.urls import path

from staasted.web.citizen import (
    about_me,
    booking,
    bookings,
    calendar,
    coach,
    course,
    fund,
    helping,
    letters,
    meetings,
    reminders,
    representing,
    rights,
    screening,
    seen,
    wishing,
)

urlpatterns = [
    path("paa-vegne-af/", representing.representing, name="representing"),
    path("mit-forloeb/", course.my_course, name="my_course"),
    path("mit-forloeb/lukket/", course.closed, name="closed_course"),
    path("mit-forloeb/coach/", coach.wish, name="coach_wish"),
    path("mit-forloeb/hvem-hjaelper-mig/", helping.helping, name="helping"),
    path("mit-forloeb/a-kasse/", fund.fund, name="fund"),
    path("mit-forloeb/paamindelser/", reminders.reminders, name="reminders"),
    path("mit-forloeb/tilbud/", course.offers, name="offers"),
    path("mit-forloeb/hvem-har-set-min-sag/", seen.who_has_seen, name="who_has_seen"),
    path("mit-forloeb/hvem-har-set-min-sag/navn/", seen.ask_name, name="ask_name"),
    path("mit-forloeb/alt-om-mig/", about_me.about_me, name="about_me"),
    path("mit-forloeb/alt-om-mig/fil/", about_me.about_me_file, name="about_me_file"),
    path("mit-forloeb/rettelser/", rights.rights, name="rights"),
    path("mit-forloeb/spoergsmaal/", screening.screening, name="screening"),
    path("mit-forloeb/forslag/", screening.proposal, name="proposal"),
    path("mit-forloeb/kalender/", calendar.my_calendar, name="my_calendar"),
    path("mit-forloeb/book/", booking.book_purpose, name="book_purpose"),
    path("mit-forloeb/book/tid/", booking.book_time, name="book_time"),
    path("mit-forloeb/book/tjek/", booking.book_check, name="book_check"),
    path("mit-forloeb/book/venteliste/", wishing.wait, name="wait_for_time"),
    path("mit-forloeb/book/ring-op/", wishing.call, name="ask_for_call"),
    path("mit-forloeb/oensker/<str:public_id>/", wishing.time_wish, name="time_wish"),
    path("mit-forloeb/moeder/", meetings.meetings, name="meetings"),
    path("mit-forloeb/moeder/<str:public_id>/", meetings.meeting, name="meeting"),
    path("mit-forloeb/moeder/<str:public_id>/tilmeld/", meetings.join, name="meeting_join"),
    path("mit-forloeb/moeder/<str:public_id>/afbud/", meetings.leave, name="meeting_leave"),
    path("mit-forloeb/samtaler/<str:public_id>/", bookings.booking, name="booking"),
    path(
        "mit-forloeb/samtaler/<str:public_id>/kalender/",
        calendar.booking_calendar,
        name="booking_calendar",
    ),
    path(
        "mit-forloeb/samtaler/<str:public_id>/brev/", letters.summons_letter, name="summons_letter"
    ),
    path("mit-forloeb/samtaler/<str:public_id>/flyt/", bookings.move, name="booking_move"),
    path(
        "mit-forloeb/samtaler/<str:public_id>/flyt/tjek/",
        bookings.move_check,
        name="booking_move_check",
    ),
    path("mit-forloeb/samtaler/<str:public_id>/her/", bookings.here, name="booking_here"),
    path("mit-forloeb/samtaler/<str:public_id>/afbud/", bookings.cancel, name="booking_cancel"),
]
