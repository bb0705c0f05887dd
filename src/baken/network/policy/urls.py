"""Addresses of policy."""

from django.urls import URLPattern, URLResolver, include, path

from .urls_agreements import routes as agreement_routes
from .views import actions, exports, periods, plans, start

app_name = "policy"
Routes = list[URLPattern | URLResolver]

_action: Routes = [
    path("", actions.action, name="action"),
    path("wijzigen/", actions.edit_action, name="edit-action"),
    path("stand/", actions.change_state, name="change-state"),
    path("verplaatsen/", actions.move_action, name="move-action"),
    path("besluit/", periods.decide, name="decide"),
    path("voortgang/", actions.add_note, name="add-note"),
    path("indicatoren/nieuw/", actions.add_indicator, name="add-indicator"),
    path("indicatoren/<uuid:action_indicator_id>/", actions.edit_indicator, name="edit-indicator"),
    path("indicatoren/<uuid:action_indicator_id>/meten/", actions.measure, name="measure"),
    path("metingen/<uuid:measurement_id>/intrekken/", actions.withdraw, name="withdraw"),
]

_framework: Routes = [
    path("", start.framework, name="framework"),
    path("acties/nieuw/", actions.add_action, name="add-action"),
    path("wijzigen/", periods.edit_framework, name="edit-framework"),
    path("opvolger/", periods.start_next, name="start-next"),
    path("vaststellen/", periods.put_in_force, name="put-in-force"),
    path("afsluiten/", periods.end, name="end-framework"),
    path("overnemen/", periods.carry, name="carry"),
    path("doelen/nieuw/", periods.add_goal, name="add-goal"),
    path("doelen/<uuid:goal_id>/", periods.edit_goal, name="edit-goal"),
    path("opgaven/nieuw/", periods.add_task, name="add-task"),
    path("opgaven/<uuid:policy_task_id>/", periods.edit_task, name="edit-task"),
    path("eigen-plan/", plans.start_plan, name="start-plan"),
]

_plan: Routes = [
    path("", plans.plan, name="plan"),
    path("wijzigen/", plans.edit_plan, name="edit-plan"),
    path("onderdelen/nieuw/", plans.add_item, name="add-item"),
    path("onderdelen/<uuid:plan_item_id>/", plans.edit_item, name="edit-item"),
]

urlpatterns: Routes = [
    path("beleid/", start.start, name="start"),
    path("beleid/verwacht/", start.expected, name="expected"),
    path("beleid/voortgang/", start.progress, name="progress"),
    path("beleid/acties/<uuid:planned_action_id>/", include(_action)),
    path("beleid/perioden/", periods.period_list, name="periods"),
    path("beleid/perioden/<uuid:framework_id>/", include(_framework)),
    path("beleid/plannen/", plans.plan_list, name="plans"),
    path("beleid/plannen/<uuid:plan_id>/", include(_plan)),
    path("beleid/export/acties/", exports.export_actions, name="export-actions"),
    path("beleid/export/metingen/", exports.export_measurements, name="export-measurements"),
    path("beleid/export/plannen/", exports.export_items, name="export-items"),
    *agreement_routes,
]
