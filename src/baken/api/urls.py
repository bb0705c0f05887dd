"""Addresses of the API. Version 1 only ever gains; what changes meaning becomes version 2."""

from django.urls import path

from . import views
from .service import addresses

app_name = "api"
urlpatterns = [
    path("", views.index, name="index"),
    path("openapi.json", views.openapi, name="openapi"),
    path("docs/", views.docs, name="docs"),
    *addresses(),
]
