"""Discover, under /blog/ on the platform's host."""

from django.urls import path

from tenants.discover import views

urlpatterns = [
    path("", views.discover, name="discover"),
    path("feed.xml", views.feed, name="discover_feed"),
]
