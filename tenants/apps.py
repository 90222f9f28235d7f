from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from tenants import letters
        from tenants.due import platform
        from tenants.export import facts

        letters.register()
        facts.register()
        platform.register()
