"""Addresses of lending."""

from django.urls import path

from .views import asking, deciding, overview, store

app_name = "lending"

_REQUEST = "uitleen/aanvragen/<uuid:loan_request_id>"
_ITEM = "uitleen/materialen/<uuid:lent_item_id>"

urlpatterns = [
    path("uitleen/", asking.request_list, name="requests"),
    path("uitleen/aanvragen/nieuw/", asking.ask, name="ask"),
    path(f"{_REQUEST}/", asking.request_page, name="request"),
    path(f"{_REQUEST}/wijzigen/", asking.change, name="change"),
    path(f"{_REQUEST}/intrekken/", asking.cancel, name="cancel"),
    path(f"{_REQUEST}/verlengen/", asking.ask_extension, name="ask-extension"),
    path(f"{_REQUEST}/bereik/", asking.reach, name="reach"),
    path(f"{_REQUEST}/probleem/", asking.problem, name="problem"),
    path(f"{_REQUEST}/goedkeuren/", deciding.approve, name="approve"),
    path(f"{_REQUEST}/afwijzen/", deciding.refuse, name="refuse"),
    path(f"{_REQUEST}/uitgeven/", deciding.hand_out, name="hand-out"),
    path(f"{_REQUEST}/innemen/", deciding.take_back, name="take-back"),
    path(f"{_REQUEST}/verlenging-toestaan/", deciding.extend, name="extend"),
    path(f"{_REQUEST}/verlenging-afwijzen/", deciding.refuse_extension, name="refuse-extension"),
    path(f"{_REQUEST}/wisselen/<uuid:loan_id>/", deciding.swap, name="swap"),
    path("uitleen/kalender/", overview.calendar, name="calendar"),
    path("uitleen/cijfers/", overview.figures, name="figures"),
    path("uitleen/materialen/", store.item_list, name="items"),
    path(f"{_ITEM}/", store.item_page, name="item"),
    path(f"{_ITEM}/schoon/", store.clean, name="clean"),
    path(f"{_ITEM}/defect/", store.defect, name="defect"),
    path(f"{_ITEM}/defect/<uuid:defect_id>/hersteld/", store.mend, name="mend"),
    path(f"{_ITEM}/uit-gebruik/", store.retire, name="retire"),
    path(f"{_ITEM}/terug/", store.bring_back, name="bring-back"),
    path("uitleen/soorten/<slug:kind_slug>/", store.edit_kind, name="edit-kind"),
    path("uitleen/soorten/<slug:kind_slug>/erbij/", store.add, name="add-item"),
]
