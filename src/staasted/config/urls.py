"""All addresses: Danish words without æ, ø and å."""

from django.urls import include, path

urlpatterns = [
    path("", include("staasted.web.login.urls")),
    path("", include("staasted.web.citizen.urls")),
    path("", include("staasted.web.counsellor.urls")),
    path("", include("staasted.web.lead.urls")),
    path("", include("staasted.web.front_desk.urls")),
    path("", include("staasted.web.partner.urls")),
    path("", include("staasted.web.administrator.urls")),
]

handler400 = "staasted.web.ui.failures.bad_request"
handler403 = "staasted.web.ui.failures.permission_denied"
handler404 = "staasted.web.ui.failures.page_not_found"
handler500 = "staasted.web.ui.failures.server_error"
