from django.apps import AppConfig


class SignUpsConfig(AppConfig):
    name = "tenants.signups"
    label = "signups"

    def ready(self) -> None:
        from tenants.signups import hooks

        hooks.register()
