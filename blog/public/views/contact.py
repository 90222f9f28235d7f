"""The Contact page: the writer's own words, and below them the form that reaches the writer."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.limits import may_try
from blog.contact.actions.keep_message import keep_message
from blog.media.show import illustrate
from blog.models import Page
from blog.public.access import as_reader_view, reader_view
from blog.public.context import ReaderRequest, show
from kit.letterbox.form import LetterForm
from kit.letterbox.origin import is_from_here
from kit.letterbox.words import closed, not_from_here, too_many
from tenants.access import outside_tenant
from tenants.db.scope import tenant_transaction
from tenants.http import BlogRequest
from tenants.roles import May

SLUG = "contact"


@outside_tenant  # how often one may write is counted in the public schema
@csrf_exempt  # strangers have no session: is_from_here stands in for the token
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: BlogRequest) -> HttpResponse:
    """Show the page; take a message."""
    place = str(request.tenant.id)
    form = LetterForm(request.POST if request.method == "POST" else None, place=place)
    status = _check(request, form) if form.is_bound else HTTPStatus.OK
    with tenant_transaction(request.tenant):
        return _answer(request, form, status)


@reader_view
def sent(request: ReaderRequest) -> HttpResponse:
    """That the message arrived."""
    return show(request, "blog/public/contact_sent.html", {})


def _check(request: HttpRequest, form: LetterForm) -> HTTPStatus:
    """Look at everything that the blog's own tables are not needed for."""
    if not is_from_here(request):
        raise PermissionDenied(not_from_here())
    if form.is_valid() and not may_try(request, "contact", key=form.place):
        form.refuse(too_many())
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.OK


@as_reader_view
def _answer(request: ReaderRequest, form: LetterForm, status: HTTPStatus) -> HttpResponse:
    page = Page.objects.kept().defer("content").filter(slug=SLUG).first()
    illustrate([page] if page else [])
    if page is None and not request.blog.takes_messages:
        raise Http404
    if form.is_bound and not request.blog.takes_messages:
        form.refuse(closed())
        status = HTTPStatus.FORBIDDEN
    if form.is_bound and form.is_valid():
        keep_message(form.to_letter())
        return redirect("contact_sent")
    context = {
        "page": page,
        "editable": request.membership is not None and request.membership.may(May.EDIT_ALL),
        "form": form if request.blog.takes_messages or form.is_bound else None,
        "title": page.title if page else _("Contact"),
    }
    return show(request, "blog/public/contact.html", context, status=status)
