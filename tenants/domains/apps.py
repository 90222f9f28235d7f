from django.apps import AppConfig


class DomainsConfig(AppConfig):
    name = "tenants.domains"
    label = "domains"

    def ready(self) -> None:
        from tenants.domains import check, letters

        check.register()
        letters.register()
