from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "tenants.house"
    label = "house"

    def ready(self) -> None:
        from tenants.house import hooks

        hooks.register()
