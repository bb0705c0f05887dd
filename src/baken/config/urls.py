"""All addresses: each room has its own ``urls.py``; this file only says where it hangs."""

from django.urls import include, path

rooms = [
    path("", include("baken.web.urls")),
    path("", include("baken.chain.guidance.urls")),
    path("", include("baken.chain.concerns.urls")),
    path("", include("baken.foundation.region.urls")),
    path("", include("baken.foundation.people.urls")),
    path("", include("baken.foundation.audit.urls")),
    path("", include("baken.foundation.retention.urls")),
    path("", include("baken.foundation.notices.urls")),
    path("", include("baken.foundation.people.entrance_urls")),
    path("", include("baken.network.letters.urls")),
    path("", include("baken.network.meetings.urls")),
    path("", include("baken.network.policy.urls")),
    path("", include("baken.network.learning.urls")),
    path("", include("baken.network.lending.urls")),
    path("", include("baken.network.library.urls")),
    path("", include("baken.network.onboarding.urls")),
    path("api/v1/", include("baken.api.urls")),
]

urlpatterns = [path("oefenen/", include("baken.chain.practice.urls")), *rooms]

handler400 = "baken.web.errors.bad_request"
handler403 = "baken.web.errors.permission_denied"
handler404 = "baken.web.errors.not_found"
handler500 = "baken.web.errors.server_error"
