from django.apps import AppConfig


class ManyConfig(AppConfig):
    name = "tenants.many"
    label = "many"

    def ready(self) -> None:
        from tenants.many import work

        work.register()
