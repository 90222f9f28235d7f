"""Media: the blog's pictures, adding some, and one of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from blog.actions.room import PlanFull
from blog.media.access import changeable_picture_or_404, may_change
from blog.media.actions.add_picture import add_picture, add_pictures
from blog.media.actions.describe_picture import describe_picture
from blog.media.models import Picture
from blog.media.storing import stored
from blog.media.used import uses_of
from blog.studio import picture_notes as notes
from blog.studio.forms.picture import (
    AltForm,
    OnePictureForm,
    PictureFilters,
    PictureForm,
    ReplaceForm,
    UploadForm,
)
from blog.studio.page import studio_page
from tenants.access import studio_view
from tenants.db.scope import current_limits
from tenants.http import MemberRequest
from tenants.plans.usage import Kind, Usage
from tenants.roles import May

PAGE_SIZE = 24
SHELVES = {"": "kept", "bare": "bare", "trash": "trashed"}
EMPTY = {
    "": gettext_lazy("No pictures yet. Add the first one above."),
    "bare": gettext_lazy("Each picture says what it shows."),
    "trash": gettext_lazy("The trash is empty."),
}


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
        with stored(*form.taken) as files:
            add_pictures(files, by=request.user)
    except PlanFull as full:
        form.add_error("pictures", str(full))
        return _library(request, form)
    notes.say_added(request, len(form.taken))
    return redirect(f"{reverse('studio:media')}?status=bare")  # what do they show?


@studio_view(May.WRITE)
@require_POST
def picture_add(request: MemberRequest) -> JsonResponse:
    """One picture for the editor: JSON with its key and path (201), or why not (422)."""
    form = OnePictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"error": form.sentence}, status=422)
    try:
        with stored(form.cleaned_data["picture"]) as (file,):
            picture = add_picture(file, by=request.user)
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
    return picture_page(request, row, form, ReplaceForm())


@studio_view(May.WRITE)
@require_POST
def picture_words(request: MemberRequest) -> HttpResponse:
    """What several pictures show, each in fields of its own; those left empty stay bare."""
    keys = request.POST.getlist("key")[:PAGE_SIZE]
    rows = Picture.objects.all().kept().filter(key__in=keys).newest()
    mine = [row for row in rows if may_change(request.membership, row)]
    forms = {row.key: AltForm(request.POST, picture=row) for row in mine}
    if any(form.errors for form in forms.values()):
        return _library(request, UploadForm(), said=forms)
    told = [form for form in forms.values() if form.says_something]
    for form in told:
        words = {**form.cleaned_data, "caption": form.picture.caption}
        describe_picture(form.picture, by=request.user, **words)
    notes.say_words_kept(request, len(told))
    return redirect(f"{reverse('studio:media')}?status=bare")


def picture_page(
    request: MemberRequest, row: Picture, form: PictureForm, replacing: ReplaceForm
) -> HttpResponse:
    """The page of one picture, with what is asked on it."""
    return studio_page(
        request,
        "picture",
        room="media",
        picture=row,
        form=form,
        replacing=replacing,
        wrong=bool(replacing.errors),
        uses=uses_of(row, request.membership),
        changeable=may_change(request.membership, row),
    )


def _library(
    request: MemberRequest, form: UploadForm, said: dict[str, AltForm] | None = None
) -> HttpResponse:
    """`said` are the fields of the pictures without words, as they were filled in wrongly."""
    filters, rows = PictureFilters(request.GET), Picture.objects.all()
    shelf = "bare" if said else filters.shelf
    chosen = getattr(rows, SHELVES[shelf])().matching(filters.words).newest()
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = rows.counts()
    return studio_page(
        request,
        "media",
        room="media",
        form=form,
        filters=filters,
        page=page,
        counts=counts,
        shelf=shelf,
        wrong=bool(said),
        asked=_asked(request, page, said or {}) if shelf == "bare" else [],
        space=Usage(Kind.STORAGE, counts["size"], current_limits().storage_bytes),
        waiting=any(not (row.ready or row.failed) for row in page),
        empty=EMPTY[shelf],
    )


def _asked(
    request: MemberRequest, page: Iterable[Picture], said: dict[str, AltForm]
) -> list[tuple[Picture, AltForm | None]]:
    """Each picture of the page with the fields for its words, where one may say what it shows."""
    return [
        (row, said.get(row.key) or AltForm(picture=row))
        if may_change(request.membership, row)
        else (row, None)
        for row in page
    ]
