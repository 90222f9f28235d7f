from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "bench.stock.media"
    label = "media"
