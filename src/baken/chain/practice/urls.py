"""The addresses on the real side: what practising is, and the way over."""

from django.urls import path

from .views import start

app_name = "practice"
urlpatterns = [
    path("", start.start, name="start"),
    path("kaartje/", start.ticket, name="ticket"),
]
