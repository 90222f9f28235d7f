"""The admin's addresses: the rooms in the order of the band."""

from django.urls import URLPattern, URLResolver

from inkstead.admin import (
    audit,
    blogs,
    invites,
    letters,
    many,
    people,
    plans,
    reports,
    signups,
    visits,
    watch,
    work,
)
from inkstead.admin.site import site

ROOMS = (
    *(blogs.Blogs, people.People, plans.Plans, watch.Watch, reports.Reports),
    *(
        signups.SignUps,
        invites.Invites,
        letters.Letters,
        audit.Audit,
        visits.Visits,
        work.Work,
        many.Many,
    ),
)


def admin_urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What `path()` takes; importing the rooms has registered them."""
    return site.urls
