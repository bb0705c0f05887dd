"""Addresses of the calendar to subscribe to, and of what goes out about a meeting."""

from django.urls import URLPattern, path

from . import views_calendar as views
from .urls_papers import urlpatterns as papers

urlpatterns: list[URLPattern] = [
    path("account/agenda/", views.calendar, name="calendar"),
    path("account/agenda/adres/", views.make_calendar, name="make-calendar"),
    path("account/agenda/intrekken/", views.revoke_calendar, name="revoke-calendar"),
    path("agenda/<str:secret>.ics", views.feed, name="feed"),
    *papers,
]
