"""The addresses of the demonstration; part of the site in demonstration mode only."""

from django.urls import path

from .views import demonstration

urlpatterns = [
    path("", demonstration.cast_page, name="demonstration"),
    path("inloggen/", demonstration.play, name="play"),
    path("uitnodiging/<uuid:account_id>/", demonstration.show_link, name="show-link"),
]
