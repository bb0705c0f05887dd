"""Addresses of the audit register."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("logboek/", views.register_list, name="register"),
    path("logboek/zoeken/", views.find_reference, name="find"),
    path("logboek/export/", views.register_export, name="export"),
]
