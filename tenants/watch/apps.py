from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "tenants.watch"
    label = "watch"
