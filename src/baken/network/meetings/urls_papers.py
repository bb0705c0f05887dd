"""Addresses of what goes out about a meeting."""

from django.urls import URLPattern, path

from . import views_papers as views

_MEETING = "overleg/vergaderingen/<uuid:meeting_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_MEETING}versturen/", views.overview, name="papers"),
    path(f"{_MEETING}versturen/uitnodigingen/", views.send_invitations, name="send-invitations"),
    path(f"{_MEETING}versturen/agenda/", views.send_agenda, name="send-agenda"),
    path(f"{_MEETING}versturen/verslag/", views.send_minutes, name="send-minutes"),
    path(f"{_MEETING}agenda.pdf", views.agenda_pdf, name="agenda-pdf"),
    path(f"{_MEETING}verslag.pdf", views.minutes_pdf, name="minutes-pdf"),
]
