from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("berichten/", views.notice_list, name="list"),
    path("berichten/alles-gelezen/", views.notice_read_all, name="read-all"),
    path("berichten/<uuid:notice_id>/", views.notice_open, name="open"),
]
