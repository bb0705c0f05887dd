"""Addresses of letters."""

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("brieven/", views.box, name="box"),
    path("brieven/opnieuw/", views.retry_all, name="retry-all"),
    path("brieven/<uuid:letter_id>/", views.letter, name="letter"),
    path("brieven/<uuid:letter_id>/opnieuw/", views.retry, name="retry"),
    path("brieven/teksten/", views.texts, name="texts"),
    path("brieven/teksten/<str:letter_key>/", views.text, name="text"),
    path("brieven/teksten/<str:letter_key>/standaard/", views.restore, name="restore"),
]
