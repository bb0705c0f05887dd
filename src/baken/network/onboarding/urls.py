"""Addresses of the first hundred days."""

from django.urls import path

from .views import walking, year

app_name = "onboarding"
_STEP = "honderd-dagen/stappen/<slug:step>/"

urlpatterns = [
    path("honderd-dagen/", walking.home, name="home"),
    path(_STEP, walking.step, name="step"),
    path(f"{_STEP}afvinken/", walking.tick, name="tick"),
    path("honderd-dagen/delen/", walking.share, name="share"),
    path("honderd-dagen/eerste-pagina/", walking.dismiss, name="dismiss"),
    path("honderd-dagen/jaar/", year.year, name="year"),
    path("honderd-dagen/jaar/<slug:point>/afvinken/", year.tick, name="tick-point"),
    path("honderd-dagen/gemeenten/", year.by_municipality, name="followed"),
]
