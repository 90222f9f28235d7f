"""Addresses of the reader's side. The last one takes what no other did, so it stays last."""

from __future__ import annotations

from django.urls import path

from blog.public import converters
from blog.public.views import (
    accent,
    contact,
    feed,
    filed,
    home,
    manifest,
    media,
    oembed,
    pages,
    posts,
    preview,
    robots,
    search,
    share,
    sitemap,
    texts,
)

converters.register()

FEEDS = [
    ("feed.xml", "feed", "feed"),
    ("rss.xml", "rss", "feed_rss"),
    ("feed.json", "json", "feed_json"),
    ("feed-<int:archive>.xml", "feed", "feed_archive"),
    ("rss-<int:archive>.xml", "rss", "feed_rss_archive"),
    ("feed-<int:archive>.json", "json", "feed_json_archive"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("blog/", posts.post_list, name="post_list"),
    path("blog/<int:post_id>/", posts.post_by_id, name="post_by_id"),
    path("blog/<uslug:slug>/", posts.post_detail, name="post_detail"),
    path("archive/<int:year>/", posts.year, name="year"),
    path("category/<uslug:slug>/", filed.category, name="category"),
    path("tag/<uslug:slug>/", filed.tag, name="tag"),
    path("author/<uslug:slug>/", filed.author, name="author"),
    path("look/<accent:sheet>.css", accent.accent, name="accent"),
    *(path(file, feed.feed, {"kind": kind}, name=name) for file, kind, name in FEEDS),
    *(
        path(
            f"{under}/<uslug:slug>/{file}",
            feed.filed_feed,
            {"under": under, "kind": kind},
            name=f"{under}_{name}",
        )
        for under in feed.KINDS
        for file, kind, name in FEEDS
    ),
    path("media/<str:key>/<str:name>", media.media, name="media"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap/rest.xml", sitemap.sitemap_rest, name="sitemap_rest"),
    path("sitemap/posts-<int:number>.xml", sitemap.sitemap_posts, name="sitemap_posts"),
    path("llms.txt", texts.llms, name="llms"),
    path("blog/<uslug:slug>.md", texts.post_markdown, name="post_markdown"),
    path("share/<int:post_id>-<slug:digest>.png", share.share_picture, name="share_picture"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("site.webmanifest", manifest.manifest, name="manifest"),
    path("favicon.ico", manifest.favicon, name="favicon"),
    path("search/", search.search, name="search"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact_sent"),
    path("<uslug:slug>/", pages.page, name="page"),
]
