"""Addresses of the first hundred days."""

from django.urls import path

from .views import handover, walking, year

app_name = "onboarding"
_STEP = "honderd-dagen/stappen/<slug:step>/"
_HANDOVER = "honderd-dagen/overdragen/<uuid:handover_id>/"

urlpatterns = [
    path("honderd-dagen/", walking.home, name="home"),
    path(_STEP, walking.step, name="step"),
    path(f"{_STEP}afvinken/", walking.tick, name="tick"),
    path("honderd-dagen/delen/", walking.share, name="share"),
    path("honderd-dagen/beginnen/", walking.begin, name="begin"),
    path("honderd-dagen/eerste-pagina/", walking.dismiss, name="dismiss"),
    path("honderd-dagen/jaar/", year.year, name="year"),
    path("honderd-dagen/jaar/<slug:point>/afvinken/", year.tick, name="tick-point"),
    path("honderd-dagen/overdragen/", handover.edit, name="handover"),
    path("honderd-dagen/overdragen/geven/", handover.give, name="give"),
    path("honderd-dagen/overdragen/terugnemen/", handover.take_back, name="take-back"),
    path("honderd-dagen/overdragen/verwijderen/", handover.delete, name="delete-handover"),
    path(_HANDOVER, handover.show, name="handover-page"),
    path(f"{_HANDOVER}pdf/", handover.as_pdf, name="handover-pdf"),
    path(f"{_HANDOVER}word/", handover.as_docx, name="handover-word"),
    path("honderd-dagen/gemeenten/", year.by_municipality, name="followed"),
]
