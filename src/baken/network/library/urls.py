"""Addresses of the knowledge base."""

from django.urls import path

from .dossier.urls import routes as dossier_routes
from .talk.urls import routes as talk_routes
from .urls_workshop import urlpatterns as workshop_routes
from .views import directory, following, reading, searching

app_name = "library"
urlpatterns = [
    path("kennisbank/", reading.home, name="home"),
    path("organisaties-rekenblad/", directory.directory_sheet, name="directory-sheet"),
    path("kennisbank/begrippen/", reading.terms, name="terms"),
    path("kennisbank/bestanden/<uuid:file_id>/", reading.file, name="file"),
    path("kennisbank/themas/<slug:theme_word>/", reading.theme, name="theme"),
    path("kennisbank/teksten/", reading.everything, name="everything"),
    path("kennisbank/zoeken/", searching.search, name="search"),
    path("kennisbank/volgen/", following.following, name="following"),
    path("kennisbank/niet-meer-volgen/", following.stop, name="stop"),
    path("kennisbank/artikelen/<slug:article_slug>/", reading.article, name="article"),
    *dossier_routes,
    *talk_routes,
    *workshop_routes,
]
