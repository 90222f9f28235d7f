"""The admin's addresses: the rooms in the order of the band."""

from django.urls import URLPattern, URLResolver

from inkstead.admin import (
    audit,
    blogs,
    decisions,
    domains,
    house,
    invites,
    letters,
    many,
    notices,
    people,
    plans,
    reports,
    review,
    signups,
    visits,
    watch,
    work,
)
from inkstead.admin.site import site

ROOMS = (
    *(blogs.Blogs, people.People, plans.Plans),
    *(review.ReviewQueue, watch.Watch, reports.Reports, decisions.Decisions),
    *(
        signups.SignUps,
        invites.Invites,
        letters.Letters,
        notices.Notices,
        audit.Audit,
        visits.Visits,
        work.Work,
        house.HouseRoom,
        many.Many,
        domains.Domains,
    ),
)


def admin_urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What `path()` takes; importing the rooms has registered them."""
    return site.urls
