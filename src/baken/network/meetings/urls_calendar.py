"""Addresses of the calendar to subscribe to, and of what goes out about a meeting."""

from django.urls import URLPattern, path

from .views import calendar, papers

_MEETING = "overleg/vergaderingen/<uuid:meeting_id>/"

urlpatterns: list[URLPattern] = [
    path("account/agenda/", calendar.calendar, name="calendar"),
    path("account/agenda/adres/", calendar.make_calendar, name="make-calendar"),
    path("account/agenda/intrekken/", calendar.revoke_calendar, name="revoke-calendar"),
    path("agenda/<str:secret>.ics", calendar.feed, name="feed"),
    path(f"{_MEETING}versturen/", papers.overview, name="papers"),
    path(f"{_MEETING}versturen/uitnodigingen/", papers.send_invitations, name="send-invitations"),
    path(f"{_MEETING}versturen/agenda/", papers.send_agenda, name="send-agenda"),
    path(f"{_MEETING}versturen/verslag/", papers.send_minutes, name="send-minutes"),
    path(f"{_MEETING}versturen/vaststellen/", papers.adopt_minutes, name="adopt-minutes"),
    path(f"{_MEETING}agenda.pdf", papers.agenda_pdf, name="agenda-pdf"),
    path(f"{_MEETING}verslag.pdf", papers.minutes_pdf, name="minutes-pdf"),
]
