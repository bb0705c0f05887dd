"""Addresses of learning."""

from django.urls import path

from .views import after, businesses, catalogue, enrolling, outreach, sessions, status

app_name = "learning"
_OFFER = "trainingen/aanbod/<slug:training>/"
_SESSION = "trainingen/bijeenkomsten/<uuid:session_id>/"

urlpatterns = [
    path("trainingen/", catalogue.catalogue, name="catalogue"),
    path("trainingen/aanbod/nieuw/", catalogue.add, name="add-training"),
    path(_OFFER, catalogue.training_page, name="training"),
    path(f"{_OFFER}wijzigen/", catalogue.edit, name="edit-training"),
    path(f"{_OFFER}terugzetten/<slug:field>/", catalogue.take_value, name="take-value"),
    path(f"{_OFFER}bijeenkomst/", sessions.plan, name="plan-session"),
    path("trainingen/bijeenkomsten/", sessions.session_list, name="sessions"),
    path(_SESSION, sessions.session_page, name="session"),
    path(f"{_SESSION}wijzigen/", sessions.change, name="change-session"),
    path(f"{_SESSION}afgelasten/", sessions.cancel, name="cancel-session"),
    path(f"{_SESSION}aanmelden/", enrolling.enrol, name="enrol"),
    path(f"{_SESSION}afmelden/", enrolling.cancel_own, name="cancel-own"),
    path(
        f"{_SESSION}aanmeldingen/<uuid:enrolment_id>/annuleren/",
        enrolling.remove,
        name="remove-enrolment",
    ),
    path(f"{_SESSION}aanwezigheid/", enrolling.attendance, name="attendance"),
    path(
        "trainingen/bijeenkomsten/<uuid:attended_session_id>/mening/",
        after.evaluate,
        name="evaluate",
    ),
    path("trainingen/mijn/", after.mine, name="mine"),
    path("trainingen/certificaten/<uuid:certificate_id>/", after.certificate, name="certificate"),
    path("certificaat/", after.check, name="check-certificate"),
    path("trainingen/stand/", status.show, name="status"),
    path(
        "trainingen/stand/<slug:municipality_slug>/<slug:training>/",
        status.enter,
        name="enter-counts",
    ),
    path("trainingen/bedrijven/", businesses.business_list, name="businesses"),
    path("trainingen/bedrijven/nieuw/", businesses.add, name="add-business"),
    path("trainingen/bedrijven/<uuid:business_id>/", businesses.business_page, name="business"),
    path(
        "trainingen/bedrijven/<uuid:own_business_id>/getallen/",
        businesses.enter,
        name="enter-finished",
    ),
    path(
        "trainingen/bedrijven/<uuid:own_business_id>/wijzigen/",
        businesses.edit,
        name="edit-business",
    ),
    path("trainingen/voorlichting/", outreach.register, name="outreach"),
    path("trainingen/voorlichting/nieuw/", outreach.add, name="add-outreach"),
    path(
        "trainingen/voorlichting/<uuid:own_outreach_id>/wijzigen/",
        outreach.edit,
        name="edit-outreach",
    ),
    path(
        "trainingen/voorlichting/<uuid:own_outreach_id>/verwijderen/",
        outreach.delete,
        name="delete-outreach",
    ),
]
