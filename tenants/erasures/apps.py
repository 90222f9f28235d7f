from django.apps import AppConfig


class ErasuresConfig(AppConfig):
    name = "tenants.erasures"
    label = "erasures"

    def ready(self) -> None:
        from tenants.erasures import travel

        travel.register()
