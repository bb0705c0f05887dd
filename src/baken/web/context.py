"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the actor and the mode for the layouts."""
    return {"actor": getattr(request, "actor", None), "is_demonstration": settings.IS_DEMONSTRATION}
