from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "baken.foundation.region"
    label = "region"
    default_auto_field = "django.db.models.BigAutoField"
