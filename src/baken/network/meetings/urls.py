"""Addresses of consultation."""

from django.urls import URLPattern, URLResolver, include, path

from .urls_calendar import urlpatterns as calendar
from .views import agenda, holding, overview, planning, registers, talks

app_name = "meetings"
Routes = list[URLPattern | URLResolver]

_body: Routes = [
    path("", overview.body, name="body"),
    path("plannen/", planning.plan, name="plan"),
    path("zetels/", planning.seats, name="seats"),
    path("zetels/<uuid:seat_id>/beeindigen/", planning.end_seat, name="end-seat"),
    path("punt-vragen/", agenda.ask, name="ask"),
    path("verbinden/", registers.assignment, name="assignment"),
]

_meeting: Routes = [
    path("", overview.meeting, name="meeting"),
    path("wijzigen/", planning.change, name="change-meeting"),
    path("annuleren/", planning.cancel, name="cancel-meeting"),
    path("afwezig/", planning.absent, name="absent"),
    # The agenda
    path("agenda/", agenda.compose, name="agenda"),
    path("agenda/overnemen/", agenda.take_over, name="take-over"),
    path("agenda/<uuid:item_id>/", agenda.edit, name="edit-point"),
    path("agenda/<uuid:item_id>/verplaatsen/", agenda.move, name="move-point"),
    path("agenda/<uuid:item_id>/verwijderen/", agenda.remove, name="remove-point"),
    # During the meeting
    path("notuleren/", holding.notes, name="notes"),
    path("notuleren/aanwezigheid/", holding.attendance, name="note-attendance"),
    path("notuleren/gast/", holding.guest, name="add-guest"),
    path("notuleren/punten/<uuid:item_id>/", holding.outcome, name="note-outcome"),
    path("notuleren/besluit/", holding.decide, name="decide"),
    path("notuleren/actie/", holding.assign, name="assign"),
    path("gehouden/", holding.held, name="held"),
]

urlpatterns: Routes = [
    path("overleg/", overview.start, name="start"),
    path("overleg/jaar/", overview.year, name="year"),
    path("overleg/besluiten/", registers.decisions, name="decisions"),
    path(
        "overleg/besluiten/<uuid:decision_id>/intrekken/",
        registers.withdraw,
        name="withdraw-decision",
    ),
    path("overleg/acties/", registers.action_list, name="actions"),
    path("overleg/acties/<uuid:action_id>/", registers.action, name="action"),
    path(
        "overleg/acties/<uuid:action_id>/wijzigen/", registers.change_action, name="change-action"
    ),
    path("overleg/acties/<uuid:action_id>/heropenen/", registers.reopen, name="reopen-action"),
    path(
        "overleg/opdrachten/<uuid:assignment_id>/",
        registers.change_assignment,
        name="change-assignment",
    ),
    path("overleg/punten/<uuid:item_id>/beantwoorden/", agenda.answer, name="answer-point"),
    path("overleg/punten/<uuid:item_id>/terugnemen/", agenda.take_back, name="take-back-point"),
    path("overleg/jaargesprekken/", talks.talks, name="talks"),
    path("overleg/jaargesprekken/<slug:talk_municipality>/", talks.talk, name="talk"),
    path("overleg/landelijk/", talks.national, name="national"),
    path("overleg/landelijk/nieuw/", talks.add_national, name="add-national"),
    path(
        "overleg/landelijk/<uuid:consultation_id>/", talks.change_national, name="change-national"
    ),
    path("overleg/tafels/<slug:body_slug>/", include(_body)),
    path("overleg/vergaderingen/<uuid:meeting_id>/", include(_meeting)),
    *calendar,
]
