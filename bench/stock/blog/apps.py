from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "bench.stock.blog"
    label = "blog"
