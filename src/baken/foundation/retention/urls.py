"""Addresses of keeping and shredding."""

from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [
    path("bewaren/", views.overview, name="overview"),
    path("bewaren/<slug:kind>/<uuid:subject_id>/", views.hold_list, name="holds"),
    path("bewaren/<slug:kind>/<uuid:subject_id>/langer/", views.hold_place, name="place"),
    path(
        "bewaren/<slug:kind>/<uuid:subject_id>/<uuid:hold_id>/opheffen/",
        views.hold_release,
        name="release",
    ),
]
