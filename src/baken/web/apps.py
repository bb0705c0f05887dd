from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "baken.web"
    label = "web"
