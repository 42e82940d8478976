"""Addresses of the administrator's room."""

from django.urls import path

from staasted.web.administrator import columns, history, new, operations, upload

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
]
