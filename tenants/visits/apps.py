from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tenants.visits"
    label = "visits"

    def ready(self) -> None:
        from tenants.visits import letters, work

        letters.register()
        work.register()
