"""Addresses of policy."""

from django.urls import URLPattern, URLResolver

from .urls_agreements import routes as agreement_routes

app_name = "policy"
urlpatterns: list[URLPattern | URLResolver] = [*agreement_routes]
