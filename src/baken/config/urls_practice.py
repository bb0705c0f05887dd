"""The addresses of a practice installation: another door, and the same rooms.

What practising does not need is shut by ``PracticeMiddleware``; the door of the real product is
covered by the one of practising, so that nobody signs in here with a password.
"""

from django.urls import include, path

from baken.chain.practice.views import door

from .urls import handler400, handler403, handler404, handler500, rooms

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("account/inloggen/", door.door, name="account_login"),
    path("oefenen/", include("baken.chain.practice.inside_urls")),
    *rooms,
]
