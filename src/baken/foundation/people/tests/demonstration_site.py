"""The site as it is in demonstration mode, for the tests of that mode."""

from django.urls import include, path

from baken.config.urls import handler404  # noqa: F401
from baken.config.urls import urlpatterns as _everywhere
from baken.foundation.people.demonstration_urls import urlpatterns as _demonstration
from baken.foundation.people.urls import urlpatterns as _people

_with_demonstration = [*_people, path("demo/", include(_demonstration))]
urlpatterns = [
    path("", include((_with_demonstration, "people"))),
    *(one for one in _everywhere if getattr(one, "app_name", None) != "people"),
]
