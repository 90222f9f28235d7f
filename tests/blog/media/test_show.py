"""Pictures in what readers see: posts, pages and the feed; and in what writers see."""

from __future__ import annotations

import pytest

from blog.media.actions.trash_picture import trash_picture
from blog.media.models import Picture
from tests.blog.media.conftest import Add
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House

pytestmark = pytest.mark.django_db


def show(house: House, content: str) -> str:
    """The text of a post as readers see it."""
    post = house.post(published=True, content=content, title=f"T{house.count()}")
    page = house.client().get(post.get_absolute_url()).text
    return page.partition('<div class="prose"')[2].partition(">")[2].partition("</div>")[0].strip()


def preview(house: House, content: str) -> str:
    return house.as_owner.post("/studio/preview/", {"content": content}).text.strip()


def test_a_picture_that_stands_alone_is_a_figure(house: House, add: Add) -> None:
    row = add(picture((1200, 800)))
    path = f"/media/{row.key}/"
    names = {(f["w"], f["f"].rpartition(".")[2]): f["f"] for f in row.renditions}
    sets = {
        kind: ", ".join(f"{path}{names[width, kind]} {width}w" for width in (480, 960, 1200))
        for kind in ("jpg", "webp")
    }
    sizes = "(min-width: 46rem) 42rem, 92vw"
    assert show(house, f'![A "pier" & <b>]({row.path} "At *dusk* & <b>")') == (
        f'<figure><picture><source type="image/webp" srcset="{sets["webp"]}" sizes="{sizes}">'
        f'<img src="{path}{names[960, "jpg"]}" srcset="{sets["jpg"]}" sizes="{sizes}"'
        ' width="960" height="640" alt="A &quot;pier&quot; &amp; &lt;b&gt;" loading="lazy"'
        ' decoding="async"></picture><figcaption>At *dusk* &amp; &lt;b&gt;</figcaption></figure>'
    )


def test_within_a_sentence_it_is_no_figure(house: House, add: Add) -> None:
    row = add()
    shown = show(house, f"See ![A pier]({row.path}) there.")
    assert shown.startswith("<p>See <picture>")
    assert shown.endswith("</picture> there.</p>")


def test_what_a_text_does_not_say_the_library_says(house: House, add: Add) -> None:
    row = add()
    with house.inside():
        Picture.objects.update(alt="From the library")
    assert 'alt="From the library"' in show(house, f"![]({row.path})")
    assert 'alt="Here"' in show(house, f"![Here]({row.path})")
    with house.inside():
        Picture.objects.update(decorative=True)
    assert 'alt=""' in show(house, f"![]({row.path})")


def test_a_post_saved_before_its_picture_is_ready_gets_it_then(house: House, add: Add) -> None:
    from tests.blog.media.conftest import work

    row = add(ready=False)
    post = house.post(published=True, content=f"Words.\n\n![A pier]({row.path})")
    reader = house.client()
    assert "<img" not in reader.get(post.get_absolute_url()).text
    assert "“harbour” is being prepared." in preview(house, f"![A pier]({row.path})")
    work()
    assert "srcset" in reader.get(post.get_absolute_url()).text


def test_what_readers_do_not_get_is_said_to_those_who_write(house: House, add: Add) -> None:
    row = add()
    with house.inside():
        trash_picture(Picture.objects.get(), by=house.owner)
    source = f"One.\n\n![A pier]({row.path})\n\nTwo ![](/media/nothingthere/x.jpg)."
    assert show(house, source) == "<p>One.</p>\n\n<p>Two .</p>"
    shown = preview(house, source)
    assert "“harbour” is in the trash. Readers do not see it." in shown
    assert "There is no such picture on this blog." in shown


def test_other_peoples_addresses_stay_as_they_are(house: House, add: Add) -> None:
    row = add()
    for address in (
        f"https://x.example/media/{row.key}/x.jpg",
        "/media/../media/x/y.jpg",
        "/m.jpg",
    ):
        assert f'<img src="{address}"' in show(house, f"![x]({address})")


def test_pages_and_their_previews_show_them_too(house: House, add: Add) -> None:
    from blog.actions.create_page import create_page
    from blog.actions.inputs import PageInput

    row = add()
    with house.inside():
        create_page(by=house.owner, data=PageInput(title="Piers", content=f"![P]({row.path})"))
    assert "<figure><picture>" in house.client().get("/piers/").text
    post = house.post(content=f"![P]({row.path})")
    assert "<figure><picture>" in house.as_owner.get(f"/studio/posts/{post.pk}/preview/").text


def test_the_feed_has_one_file_of_each_with_its_whole_address(house: House, add: Add) -> None:
    row = add(picture((1200, 800)))
    house.post(published=True, content=f'![A pier]({row.path} "At dusk")')
    feed = house.client().get("/feed.xml").text
    host = house.tenant.domains.get().domain
    name = next(f["f"] for f in row.renditions if f["w"] == 960 and f["f"].endswith("jpg"))
    assert f'//{host}/media/{row.key}/{name}" width="960" height="640"' in feed
    assert "srcset" not in feed
    assert "figcaption" in feed


def test_markdown_of_a_picture_says_what_was_meant(house: House, add: Add) -> None:
    row = add()
    with house.inside():
        kept = Picture.objects.get()
        kept.alt, kept.caption = r'A [b] \ *c* `d` <e> &amp; "f"', r'G "h" \ <i> &lt;'
        kept.save()
    shown = show(house, kept.markdown)
    alt = "A [b] \\ *c* `d` &lt;e&gt; &amp;amp; &quot;f&quot;"
    assert f'alt="{alt}"' in shown
    assert "<figcaption>G &quot;h&quot; \\ &lt;i&gt; &amp;lt;</figcaption>" in shown
    assert row.key in shown
