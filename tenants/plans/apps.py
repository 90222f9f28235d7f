from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "tenants.plans"
    label = "plans"
