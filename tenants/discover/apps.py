from django.apps import AppConfig


class DiscoverConfig(AppConfig):
    name = "tenants.discover"
    label = "discover"

    def ready(self) -> None:
        from tenants.discover import words

        words.register()
