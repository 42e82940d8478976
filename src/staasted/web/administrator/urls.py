"""Addresses of the administrator's room."""

from django.urls import path

from staasted.web.administrator import (
    closing_days,
    columns,
    handing,
    history,
    keeping,
    new,
    operations,
    own_number,
    places,
    staff,
    teams,
    upload,
)

urlpatterns = [
    path("indlaesninger/", history.imports, name="imports"),
    path("indlaesninger/ny/", new.import_new, name="import_new"),
    path("indlaesninger/fil/<str:public_id>/", upload.import_upload, name="import_upload"),
    path(
        "indlaesninger/fil/<str:public_id>/kolonner/",
        columns.import_columns,
        name="import_columns",
    ),
    path("drift/", operations.operations, name="operations"),
    path("indlaesninger/<str:public_id>/fortryd/", history.import_undo, name="import_undo"),
    path("medarbejdere/", staff.staff, name="staff"),
    path("medarbejdere/ny/", staff.staff_new, name="staff_new"),
    path("medarbejdere/<str:public_id>/", staff.staff_member, name="staff_member"),
    path("medarbejdere/<str:public_id>/roller/", keeping.staff_roles, name="staff_roles"),
    path("medarbejdere/<str:public_id>/cpr/", own_number.staff_number, name="staff_number"),
    path("medarbejdere/<str:public_id>/team/", keeping.staff_team, name="staff_team"),
    path("medarbejdere/<str:public_id>/fravaer/", keeping.staff_absence, name="staff_absence"),
    path("medarbejdere/<str:public_id>/overdrag/", handing.staff_hand_over, name="staff_hand_over"),
    path("medarbejdere/<str:public_id>/stop/", handing.staff_leave_page, name="staff_leave"),
    path("overdraget/<str:public_id>/", handing.hand_over_done, name="hand_over_done"),
    path("lukkedage/", closing_days.closing_days, name="closing_days"),
    path("steder/", places.places, name="places"),
    path("steder/<str:public_id>/", places.place_keep, name="place_keep"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<str:public_id>/", teams.team_keep, name="team_keep"),
]
