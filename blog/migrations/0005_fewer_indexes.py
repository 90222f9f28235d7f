"""Take away indexes that nothing reads: each costs every blog a file and a place in the catalog.

Django makes one for LIKE beside each unique text. Prefixes are asked for of posts' and tags' slugs
alone (a free slug among thousands). (post, tag) is unique, which also finds the tags of a post.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("blog", "0004_look")]

    operations: ClassVar = [
        migrations.RunSQL(
            ["DROP INDEX IF EXISTS blog_author_slug_5274c191_like"],
            ["CREATE INDEX blog_author_slug_5274c191_like ON blog_author"
             " (slug varchar_pattern_ops)"],
        ),
        migrations.RunSQL(
            ["DROP INDEX IF EXISTS blog_category_slug_92643dc5_like"],
            ["CREATE INDEX blog_category_slug_92643dc5_like ON blog_category"
             " (slug varchar_pattern_ops)"],
        ),
        migrations.RunSQL(
            ["DROP INDEX IF EXISTS blog_outboxentry_key_049a7bf4_like"],
            ["CREATE INDEX blog_outboxentry_key_049a7bf4_like ON blog_outboxentry"
             " (key varchar_pattern_ops)"],
        ),
        migrations.RunSQL(
            ["DROP INDEX IF EXISTS blog_post_tags_post_id_a1c71c8a"],
            ["CREATE INDEX blog_post_tags_post_id_a1c71c8a ON blog_post_tags (post_id)"],
        ),
    ]  # fmt: skip
