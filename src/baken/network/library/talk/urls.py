"""Addresses of the talk kit; part of those of the knowledge base."""

from django.urls import path

from . import views, views_wall

TALK = "kennisbank/praatjes/<uuid:talk_id>/"
routes = [
    path("kennisbank/praatjes/", views.talks, name="talks"),
    path("kennisbank/praatjes/nieuw/", views.new_talk, name="new-talk"),
    path(TALK, views.talk_page, name="talk"),
    path(f"{TALK}onderdelen/", views.arrange, name="arrange-talk"),
    path(f"{TALK}wijzigen/", views.change_talk, name="change-talk"),
    path(f"{TALK}kopie/", views.copy_talk, name="copy-talk"),
    path(f"{TALK}verwijderen/", views.remove_talk, name="remove-talk"),
    path(f"{TALK}powerpoint/", views.slides_powerpoint, name="talk-powerpoint"),
    path(f"{TALK}dias.pdf", views.slides_pdf, name="talk-slides"),
    path(f"{TALK}hand-out.pdf", views.handout_pdf, name="talk-handout"),
    path("kennisbank/posters-en-kaartjes/", views_wall.posters, name="posters"),
    path(
        "kennisbank/posters-en-kaartjes/<slug:poster_text>/<slug:poster_format>.pdf",
        views_wall.poster,
        name="poster",
    ),
    path("kennisbank/redenen-om-niet-te-melden/", views_wall.reasons, name="reasons"),
    path(
        "kennisbank/redenen-om-niet-te-melden/kaartjes.pdf",
        views_wall.reason_cards,
        name="reason-cards",
    ),
]
