"""Opens the scope: finds the actor of the request and tells the database, for both locks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .actor import Actor
from .lock import acting_as

GetResponse = Callable[[HttpRequest], HttpResponse]

DATABASE_FREE = ("/static/", "/health/")


class ActorMiddleware:
    """Set ``request.actor`` and run the request in one transaction as that actor.

    Must come after the authentication middleware. ``foundation.people.sessions.actor_for``
    decides which membership is active.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from baken.foundation.people.sessions import actor_for
        from baken.foundation.people.tokens import note_first_use

        if request.path.startswith(DATABASE_FREE):
            request.actor = Actor.stranger()  # type: ignore[attr-defined]
            return self.get_response(request)
        actor, second_factor_missing = actor_for(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.second_factor_missing = second_factor_missing  # type: ignore[attr-defined]
        with acting_as(actor):
            note_first_use(request, actor)
            return self.get_response(request)
