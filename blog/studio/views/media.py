"""Media: the blog's pictures, adding some, and one of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.actions.room import PlanFull
from blog.media.access import changeable_picture_or_404, may_change
from blog.media.actions.add_picture import add_picture, add_pictures
from blog.media.actions.describe_picture import describe_picture
from blog.media.models import Picture
from blog.media.used import uses_of
from blog.studio import picture_notes as notes
from blog.studio.forms.picture import OnePictureForm, PictureFilters, PictureForm, UploadForm
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.http import MemberRequest
from tenants.roles import May

PAGE_SIZE = 24


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def media(request: MemberRequest) -> HttpResponse:
    """The library, or its trash, the newest first; and the form that adds to it."""
    if request.method != "POST":
        return _library(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _library(request, form)
    try:
        add_pictures(form.taken, by=request.user)
    except PlanFull as full:
        form.add_error("pictures", str(full))
        return _library(request, form)
    notes.say_added(request, len(form.taken))
    return redirect("studio:media")


@studio_view(May.WRITE)
@require_POST
def picture_add(request: MemberRequest) -> JsonResponse:
    """One picture for the editor: JSON with its key and path (201), or why not (422)."""
    form = OnePictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"error": form.sentence}, status=422)
    try:
        picture = add_picture(form.cleaned_data["picture"], by=request.user)
    except PlanFull as full:
        return JsonResponse({"error": str(full)}, status=422)
    return JsonResponse({"key": picture.key, "path": picture.path}, status=201)


@studio_view(May.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: MemberRequest, key: str) -> HttpResponse:
    """One picture: how it looks, what it shows, where it is used."""
    row = get_object_or_404(Picture, key=key)
    form = PictureForm(request.POST if request.method == "POST" else None, picture=row)
    if form.is_bound:
        changeable_picture_or_404(request.membership, key)
        if form.is_valid():
            describe_picture(row, by=request.user, **form.cleaned_data)
            notes.say_described(request)
            return redirect("studio:picture", key)
    return studio_page(
        request,
        "picture",
        room="media",
        picture=row,
        form=form,
        uses=uses_of(row, request.membership),
        changeable=may_change(request.membership, row),
    )


def _library(request: MemberRequest, form: UploadForm) -> HttpResponse:
    filters = PictureFilters(request.GET)
    rows, trash = Picture.objects.all(), request.GET.get("status") == "trash"
    chosen = (rows.trashed() if trash else rows.kept()).matching(filters.words).newest()
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    return studio_page(
        request,
        "media",
        room="media",
        form=form,
        filters=filters,
        page=page,
        counts=rows.counts(),
        in_trash=trash,
        waiting=any(not (row.ready or row.failed) for row in page),
        empty=_("The trash is empty.") if trash else _("No pictures yet. Add the first one above."),
    )
