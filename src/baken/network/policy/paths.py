"""Addresses inside the product that notices and other rooms point at."""

from __future__ import annotations

from django.urls import reverse

from .models import MunicipalPlan, PlannedAction


def action_path(planned: PlannedAction) -> str:
    """Return the address of an action's page."""
    return reverse("policy:action", args=[planned.pk])


def plan_path(plan: MunicipalPlan) -> str:
    """Return the address of a municipality's plan."""
    return reverse("policy:plan", args=[plan.pk])
