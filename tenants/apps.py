from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from tenants import letters
        from tenants.export import facts

        letters.register()
        facts.register()
