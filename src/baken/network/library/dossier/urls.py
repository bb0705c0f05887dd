"""Addresses of the introduction dossier, within those of the knowledge base."""

from django.urls import path

from baken.network.library.views import dossier

PLACE = "kennisbank/introductiedossier/"
routes = [
    path(PLACE, dossier.dossier, name="dossier"),
    path(f"{PLACE}wijzigingen/", dossier.dossier_changes, name="dossier-changes"),
    path(f"{PLACE}pdf/", dossier.dossier_pdf, name="dossier-pdf"),
    path(f"{PLACE}word/", dossier.dossier_word, name="dossier-word"),
]
