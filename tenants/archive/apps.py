from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "tenants.archive"
    label = "archive"

    def ready(self) -> None:
        from tenants.archive import work

        work.register()
