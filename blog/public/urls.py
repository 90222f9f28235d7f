"""Addresses of the reader's side. The last one takes what no other did, so it stays last."""

from __future__ import annotations

from django.urls import path

from blog.public import converters
from blog.public.views import accent, contact, feed, filed, home, pages, posts

converters.register()

urlpatterns = [
    path("", home.home, name="home"),
    path("blog/", posts.post_list, name="post_list"),
    path("blog/<int:post_id>/", posts.post_by_id, name="post_by_id"),
    path("blog/<uslug:slug>/", posts.post_detail, name="post_detail"),
    path("category/<uslug:slug>/", filed.category, name="category"),
    path("tag/<uslug:slug>/", filed.tag, name="tag"),
    path("author/<uslug:slug>/", filed.author, name="author"),
    path("feed.xml", feed.feed, name="feed"),
    path("look/<accent:sheet>.css", accent.accent, name="accent"),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact_sent"),
    path("<uslug:slug>/", pages.page, name="page"),
]
