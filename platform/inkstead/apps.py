from django.apps import AppConfig


class InksteadConfig(AppConfig):
    name = "inkstead"

    def ready(self) -> None:
        # The first registers the system checks; the second is where every process's tasks go.
        from inkstead import celery, checks  # noqa: F401
        from inkstead.contact import hooks

        hooks.register()
