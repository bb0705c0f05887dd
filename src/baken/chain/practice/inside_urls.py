"""The addresses in a practice installation: the door, the steps, starting over.

They take the place of ``urls``; the same name, so that the same entry in the navigation works.
"""

from django.urls import path

from .views import door, inside

app_name = "practice"
urlpatterns = [
    path("", inside.start, name="start"),
    path("binnen/", door.enter, name="enter"),
    path("verhaal/", inside.begin, name="begin"),
    path("vooruit/", inside.hurry, name="hurry"),
    path("opnieuw/", inside.start_over, name="start-over"),
    path("wissen/", inside.forget, name="forget"),
]
