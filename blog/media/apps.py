from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "blog.media"
    label = "media"

    def ready(self) -> None:
        from blog.media import hooks

        hooks.register()
