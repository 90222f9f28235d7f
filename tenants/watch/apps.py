from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "tenants.watch"
    label = "watch"

    def ready(self) -> None:
        from tenants.watch import hooks

        hooks.register()
