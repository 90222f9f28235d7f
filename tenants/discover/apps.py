from django.apps import AppConfig


class DiscoverConfig(AppConfig):
    name = "tenants.discover"
    label = "discover"
