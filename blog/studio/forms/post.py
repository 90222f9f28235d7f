"""The editor's form for a post."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.inputs import PostInput, Words
from blog.actions.names import MAX_NAME_CHARS
from blog.clock import zone_of
from blog.models import Author, Blog, Category, Post, Revision
from blog.models.hand_in import MAX_NOTE_CHARS
from blog.models.visibility import Visibility
from blog.studio.choices import languages
from blog.studio.forms.editor import EditorForm, TextArea, TitleArea
from blog.studio.forms.fields import (
    GONE,
    AddressField,
    CategoryField,
    LineField,
    MomentField,
    SlugField,
    SourceField,
    TagsField,
    WordsField,
)
from blog.studio.forms.shared_picture import pictures_to_share
from blog.studio.forms.when import WhenForm
from blog.studio.forms.words import SETTINGS, as_called_now, since
from blog.studio.moments import fold_of, typed

WORDS = ("title", "content", "excerpt", "tags", "slug", "new_category", "picture")


class PostForm(WhenForm, EditorForm):
    """A post as one types it. `may_organise` and `may_sign` open categories and bylines."""

    title = LineField(
        label=gettext_lazy("Title"),
        max_length=200,
        widget=TitleArea,
    )
    content = SourceField(label=gettext_lazy("Text"), widget=TextArea)
    slug = SlugField()
    excerpt = LineField(
        label=gettext_lazy("Excerpt"),
        max_length=400,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        help_text=gettext_lazy("For lists, feeds and previews. Left empty, the first lines serve."),
    )
    category = CategoryField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        error_messages={"invalid_choice": GONE},
    )
    new_category = LineField(
        label=gettext_lazy("Or a new category"), max_length=MAX_NAME_CHARS, widget=forms.TextInput
    )
    tags = TagsField(label=gettext_lazy("Tags, with commas between"))
    author = forms.ModelChoiceField(
        label=gettext_lazy("Author"),
        queryset=Author.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody named"),
        error_messages={"invalid_choice": GONE},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a language from the list.")},
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=Visibility.choices,
        required=False,
        help_text=gettext_lazy(
            "What only has an address is in no list, feed or search. What is for this blog’s"
            " people is read signed in."
        ),
        error_messages={"invalid_choice": gettext_lazy("Choose whom it is for from the list.")},
    )
    canonical = AddressField(
        label=gettext_lazy("Where it stood first"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy(
            "For what was published elsewhere before: search engines are sent there. Else empty."
        ),
    )
    shared_words = LineField(
        label=gettext_lazy("What other sites say of it"),
        max_length=300,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
        help_text=gettext_lazy("Beside a link to it. Left empty, the excerpt serves."),
    )
    shared_picture = forms.ChoiceField(
        label=gettext_lazy("What other sites show of it"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a picture from the list.")},
    )
    # What was renamed since then means what it is called now.
    opened = MomentField()
    hand_in_note = WordsField(
        label=gettext_lazy("A note for the editors"),
        max_length=MAX_NOTE_CHARS,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "dir": "auto"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        blog: Blog,
        post: Post | None,
        own_byline: Author | None,
        may_organise: bool,
        may_sign: bool,
    ) -> None:
        now = timezone.now().isoformat()  # before anything is read: a rename may come between
        self.blog, self.post = blog, post
        self.kept = Revision.objects.all().ahead_of(post) if post else None
        self.zone: tzinfo = zone_of(blog)
        initial = self._initial() or {"author": own_byline}
        super().__init__(data, files, initial={**initial, "opened": now})
        self._offer()
        self.begin_at("title", new=post is None)
        if not may_organise:
            del self.fields["new_category"]
        if not may_sign:
            del self.fields["author"]

    def _offer(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = Category.objects.all()
        fields["author"].queryset = Author.objects.all()
        own = dict(languages()).get(self.blog.language, self.blog.language)
        default = _("%(language)s, the blog’s own") % {"language": own}
        fields["language"].choices = [("", default), *languages()]
        self.offer_times()
        fields["shared_picture"].choices = pictures_to_share(self.post)

    def _initial(self) -> dict[str, Any]:
        post = self.post
        if post is None:
            return {}
        scheduled = post.published_at if post.is_scheduled else None
        return {
            "title": post.title,
            "content": post.content,
            "slug": post.slug,
            "excerpt": post.excerpt,
            "category": post.category_id,
            "tags": ", ".join(tag.name for tag in post.tags.all()),
            "author": post.author_id,
            "language": post.language,
            "visibility": post.visibility,
            "canonical": post.canonical,
            "shared_words": post.shared_words,
            "shared_picture": post.shared_picture,
            "publish_at": typed(scheduled, self.zone),
            "publish_fold": fold_of(scheduled, self.zone),
            "version": post.version,
        } | self._kept_words()

    def _kept_words(self) -> dict[str, Any]:
        """What was written since the post's row was, if anything."""
        kept = self.kept
        if kept is None:
            return {}
        words = {"title": kept.title, "content": kept.content, "excerpt": kept.excerpt}
        typed_in = as_called_now(kept.typed)
        return words | {name: typed_in[name] for name in SETTINGS if name in typed_in}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and Post.objects.all().slug_taken(slug, but=self.post.pk if self.post else None):
            raise ValidationError(_("Another post has this address already."), code="taken")
        return slug

    def clean(self) -> None:
        data = self.cleaned_data
        nothing = not self.errors and not any(data.get(name) for name in WORDS)
        if self.post is None and nothing:
            self.add_error("title", _("Write something first: a title, or a line of text."))

    def beside(self, post: Post) -> PostForm:
        """The same form as it would open on `post`, for comparison."""
        return PostForm(
            blog=self.blog,
            post=post,
            own_byline=None,
            may_organise="new_category" in self.fields,
            may_sign="author" in self.fields,
        )

    def require_title(self) -> bool:
        """Object by the title when it is missing; say whether the form is still in order."""
        if "title" not in self.errors and not self.cleaned_data.get("title"):
            self.add_error("title", _("A post needs a title before readers can see it."))
        return not self.errors

    def require_time_to_come(self) -> bool:
        """Object when a scheduled post is left without a time ahead; say whether all is well."""
        at = self.cleaned_data.get("publish_at")
        if "publish_at" not in self.errors and (at is None or at <= timezone.now()):
            self.add_error("publish_at", _("Choose a time to come, or press “Publish now”."))
        return not self.errors

    def to_words(self, data: PostInput) -> Words:
        """`data`, which to_input() made, as it is kept apart: the settings as they were typed."""
        typed_in = {name: str(self[name].value() or "") for name in SETTINGS if name in self.fields}
        typed_in |= since(data.opened)
        return Words(
            title=data.title, content=data.content, excerpt=data.excerpt, settings=typed_in
        )

    def to_input(self) -> PostInput:
        """What the actions take. What this person may not choose stays as it is."""
        data = self.cleaned_data
        kept_author = self.post.author if self.post else None
        return PostInput(
            title=data["title"],
            content=data["content"],
            slug=data["slug"],
            excerpt=data["excerpt"],
            category=data["category"],
            new_category=data.get("new_category", ""),
            author=data["author"] if "author" in self.fields else kept_author,
            tags=data["tags"],
            language=data["language"],
            visibility=data["visibility"] or None,
            canonical=data["canonical"],
            shared_words=data["shared_words"],
            shared_picture=data["shared_picture"],
            opened=data["opened"],
        )
