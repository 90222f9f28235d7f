from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tenants.visits"
    label = "visits"

    def ready(self) -> None:
        from accounts.export.registry import export_facts
        from tenants.visits import letters, work
        from tenants.visits.of_person import visits_of

        export_facts("visits", visits_of)
        letters.register()
        work.register()
