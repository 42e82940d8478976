"""Addresses of the lead's room."""

from django.urls import path

from staasted.web.lead import (
    coaches,
    contact,
    feedback,
    glass,
    ideas,
    level,
    missing,
    names,
    net,
    notes,
    share_exemptions,
    waiting,
    wishes,
    without_coach,
)

urlpatterns = [
    path("niveau/", level.level, name="level"),
    path("niveau/kontakt/", contact.contact, name="contact_figures"),
    path("niveau/nettet/", net.net, name="net"),
    path("niveau/noter/<str:public_id>/", notes.notes, name="notes"),
    path("niveau/plads/", share_exemptions.share_room, name="share_room"),
    path("niveau/uden-coach/", without_coach.without_coach, name="without_coach"),
    path("venter-uden-svar/", waiting.waiting, name="unanswered"),
    path("hvad-borgerne-siger/", feedback.what_citizens_say, name="what_citizens_say"),
    path("coaches/", coaches.coaches, name="coaches"),
    path("coaches/<str:public_id>/overdrag/", coaches.coach_hand_over, name="coach_hand_over"),
    path("oensker-om-coach/", wishes.wishes, name="coach_wishes"),
    path("aabnet-med-begrundelse/", glass.glass, name="glass"),
    path("manglende-tider/", missing.missing, name="times_missing"),
    path("manglende-tider/fil/", missing.missing_file, name="times_missing_file"),
    path("ideer/", ideas.ideas, name="ideas"),
    path("ideer/aendringer/", ideas.changes, name="changes"),
    path("ideer/<str:public_id>/", ideas.idea, name="idea"),
    path("ideer/<str:public_id>/offentlig/", ideas.publish, name="idea_publish"),
    path("navne/", names.name_requests, name="name_requests"),
    path("navne/<str:public_id>/", names.name_request, name="name_request"),
]
