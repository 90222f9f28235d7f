"""Whether search engines are let in: one rule, for pages, robots.txt and the sitemap."""

from __future__ import annotations

from tenants.http import TenantRef


def may_be_indexed(tenant: TenantRef) -> bool:
    """Not before the owner's e-mail is confirmed, nor while an admin does not trust the blog.

    Until then nobody answers for what it says.
    """
    return tenant.indexable
