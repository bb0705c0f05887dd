"""Addresses of the knowledge base."""

from django.urls import path

from .views import reading

app_name = "library"
urlpatterns = [
    path("kennisbank/", reading.home, name="home"),
    path("kennisbank/begrippen/", reading.terms, name="terms"),
    path("kennisbank/bestanden/<uuid:file_id>/", reading.file, name="file"),
    path("kennisbank/artikelen/<slug:article_slug>/", reading.article, name="article"),
]
