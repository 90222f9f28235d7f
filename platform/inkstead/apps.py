from django.apps import AppConfig


class InksteadConfig(AppConfig):
    name = "inkstead"

    def ready(self) -> None:
        from inkstead import checks  # noqa: F401  # registers the system checks
