"""Addresses of the house itself."""

from django.urls import path

from . import health, views

app_name = "web"
urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("over/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("stijl/", views.style, name="style"),
    path("blijf-ingelogd/", views.stay, name="stay"),
    path("thema-<str:version>.css", views.theme, name="theme"),
]
