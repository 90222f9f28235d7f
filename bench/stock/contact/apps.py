from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "bench.stock.contact"
    label = "contact"
