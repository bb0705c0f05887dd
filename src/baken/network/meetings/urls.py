"""Addresses of meetings."""

from django.urls import URLPattern

from .urls_calendar import urlpatterns as calendar

app_name = "meetings"
urlpatterns: list[URLPattern] = [*calendar]
