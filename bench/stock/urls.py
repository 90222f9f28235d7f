"""The two pages, and the names that their templates link to."""

from django.http import Http404
from django.urls import path

from bench.stock.blog import views


def elsewhere(request, **kwargs):
    """An address that the pages name; what is there is no part of the comparison."""
    raise Http404


urlpatterns = [
    path("", views.home, name="home"),
    path("blog/", elsewhere, name="post_list"),
    path("blog/<str:slug>/", views.post_detail, name="post_detail"),
    path("blog/<str:slug>.md", elsewhere, name="post_markdown"),
    path("category/<str:slug>/", elsewhere, name="category"),
    path("tag/<str:slug>/", elsewhere, name="tag"),
    path("author/<str:slug>/", elsewhere, name="author"),
    path("look/<str:sheet>.css", elsewhere, name="accent"),
    path("share/<int:post_id>-<slug:digest>.png", elsewhere, name="share_picture"),
    path("feed.xml", elsewhere, name="feed"),
    path("feed.json", elsewhere, name="feed_json"),
    path("site.webmanifest", elsewhere, name="manifest"),
    path("search/", elsewhere, name="search"),
    path("opensearch.xml", elsewhere, name="opensearch"),
    path("login/", elsewhere, name="login"),
    path("<str:slug>/", elsewhere, name="page"),
]
