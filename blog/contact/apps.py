from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "blog.contact"
    label = "contact"

    def ready(self) -> None:
        from blog.contact import hooks

        hooks.register()
