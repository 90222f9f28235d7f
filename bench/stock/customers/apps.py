from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "bench.stock.customers"
    label = "customers"
