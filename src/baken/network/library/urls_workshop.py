"""Addresses of the workshop, for who writes in the knowledge base."""

from django.urls import path

from .views import workshop, workshop_review, workshop_shelf, workshop_writing

ROOT = "kennisbank/werkplaats/"
TEXT = f"{ROOT}teksten/<slug:article_slug>/"
DRAFT = f"{ROOT}versies/<uuid:revision_id>/"
urlpatterns = [
    path(ROOT, workshop.workshop, name="workshop"),
    path(f"{ROOT}nieuw/", workshop_writing.start, name="start"),
    path(f"{ROOT}teksten/", workshop.texts, name="texts"),
    path(TEXT, workshop.text, name="text"),
    path(f"{TEXT}schrijven/", workshop_writing.start_version, name="start-version"),
    path(f"{TEXT}vergelijken/", workshop.compare, name="compare"),
    path(f"{TEXT}van-de-plank/", workshop.take_off, name="take-off"),
    path(f"{TEXT}pakket/<slug:field>/", workshop.take_pack, name="take-pack"),
    path(f"{DRAFT}schrijven/", workshop_writing.write, name="write"),
    path(f"{DRAFT}bewaren/", workshop_writing.keep, name="keep"),
    path(f"{DRAFT}bestanden/", workshop_writing.attach, name="attach"),
    path(
        f"{DRAFT}bestanden/<uuid:file_id>/weg/",
        workshop_writing.detach,
        name="detach",
    ),
    path(DRAFT, workshop_review.review, name="review"),
    path(f"{DRAFT}stap/", workshop_review.step, name="step"),
    path(f"{DRAFT}intrekken/", workshop_review.withdraw, name="withdraw"),
    path(f"{DRAFT}terugzetten/", workshop.restore, name="restore"),
    path(f"{ROOT}verwijzing/", workshop_shelf.picker, name="picker"),
    path(f"{ROOT}begrippen/", workshop_shelf.terms, name="terms-edit"),
    path(f"{ROOT}begrippen/nieuw/", workshop_shelf.add_term, name="add-term"),
    path(f"{ROOT}begrippen/<slug:term_slug>/", workshop_shelf.edit_term, name="edit-term"),
    path(
        f"{ROOT}begrippen/<slug:term_slug>/pakket/<slug:field>/",
        workshop_shelf.take_term,
        name="take-term",
    ),
    path(f"{ROOT}links/", workshop_shelf.links, name="links"),
    path(f"{ROOT}links/nakijken/", workshop_shelf.check_links, name="check-links"),
    path(f"{ROOT}links/<uuid:link_id>/klopt/", workshop_shelf.accept_link, name="accept-link"),
]
