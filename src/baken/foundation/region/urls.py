"""Addresses of the region: the public directory, the published schemas, the editor's screens."""

from django.urls import path

from .views import manage, own, own_route, public

app_name = "region"
urlpatterns = [
    path("organisaties/", public.directory, name="directory"),
    path("organisaties/<slug:slug>/", public.organisation, name="organisation"),
    path("organisaties/<slug:slug>/visitekaartje/", public.vcard, name="vcard"),
    path("organisaties-visitekaartjes/", public.vcards, name="vcards"),
    path("samenwerking/", public.cooperation, name="cooperation"),
    path("regio/schema/<slug:name>.json", public.schema, name="schema"),
    path("beheer/mijn-gemeente/", own.own_municipality, name="own"),
    path("beheer/mijn-gemeente/meldroute/", own_route.own_route, name="own-route"),
    path("beheer/regio/", manage.contacts, name="manage"),
    path("beheer/regio/organisaties/", manage.organisations, name="organisations"),
    path("beheer/regio/organisatie-toevoegen/", manage.add_organisation, name="add-organisation"),
    path("beheer/regio/organisaties/<slug:slug>/", manage.organisation, name="edit-organisation"),
    path(
        "beheer/regio/organisaties/<slug:slug>/contact-toevoegen/",
        manage.add_contact,
        name="add-contact",
    ),
    path(
        "beheer/regio/organisaties/<slug:slug>/pakketwaarde/<slug:field>/",
        manage.take_organisation_value,
        name="take-organisation-value",
    ),
    path("beheer/regio/contacten/<uuid:contact_id>/", manage.contact, name="edit-contact"),
    path(
        "beheer/regio/contacten/<uuid:contact_id>/gecontroleerd/",
        manage.checked,
        name="contact-checked",
    ),
    path(
        "beheer/regio/contacten/<uuid:contact_id>/pakketwaarde/<slug:field>/",
        manage.take_contact_value,
        name="take-contact-value",
    ),
    path("beheer/regio/pakket/", manage.pack, name="pack"),
]
