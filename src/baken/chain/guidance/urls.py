"""Addresses of the public guidance. Answers are posted, never part of an address."""

from django.urls import path

from . import views, views_check

app_name = "guidance"
urlpatterns = [
    path("", views.start, name="start"),
    # The check
    path("check/", views_check.safety, name="check"),
    path("check/signalen/", views_check.signs, name="check-signs"),
    path("check/situatie/", views_check.situation, name="check-situation"),
    path("check/uitkomst/", views_check.result, name="check-result"),
    path("check/pdf/", views_check.result_pdf, name="check-pdf"),
    # To read
    path("vormen/", views.forms, name="forms"),
    path("vormen/<slug:slug>/", views.form, name="form"),
    path("wat-mag-ik-delen/", views.sharing, name="sharing"),
    path("routekaart/", views.card, name="route-card"),
    path("routekaart/routekaart.pdf", views.card_pdf, name="route-card-pdf"),
]
