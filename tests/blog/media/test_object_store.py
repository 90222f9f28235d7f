"""Pictures in a bucket: every way of theirs, over HTTP, against moto's server, which speaks S3.

It is a server of its own behind a socket, asked by django-storages and botocore as any store is;
what a certain hoster's store does otherwise it cannot show.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from django.core.files.storage import storages
from django.utils import timezone
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

from blog.media import clear, storage
from blog.media.clear import clear_pictures
from blog.media.models import Picture
from inkstead.settings.object_store import object_store
from tenants.archive import media as files
from tests.archive.blogs import archive_of
from tests.blog.media.conftest import Add, Sweep, file, work
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House

pytestmark = pytest.mark.django_db

BUCKET, REGION = "inkstead-pictures", "eu-central-1"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """Where the server is."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    with suppress(client.exceptions.BucketAlreadyOwnedByYou):  # moto remembers in this process
        where = {"LocationConstraint": REGION}
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    yield endpoint
    server.stop()


@pytest.fixture(autouse=True)
def in_a_bucket(store: str, settings: Any) -> None:
    """Pictures lie there, in a folder of this test's."""
    settings.STORAGES = settings.STORAGES | {
        "default": object_store(
            BUCKET, endpoint=store, region=REGION, key="key", secret="secret", prefix=uuid4().hex
        )
    }


def names(house: House, row: Picture) -> set[str]:
    with house.inside():
        return set(storage.names_of(row.key))


def again(house: House, row: Picture) -> Picture:
    with house.inside():
        return Picture.objects.get(pk=row.pk)


def test_it_is_taken_prepared_refined_and_given_out(
    house: House, add: Add, media_root: Path, settings: Any
) -> None:
    settings.MEDIA_QUIET_HOURS = "0-24"
    assert isinstance(storages["default"], S3Storage)
    row = add(ready=False)
    assert names(house, row) == {"upload"}
    work()
    row = again(house, row)
    assert row.refined
    assert names(house, row) == {one["f"] for one in row.renditions}
    assert not media_root.exists(), "nothing on this machine"
    for one in row.renditions:
        answer = house.client().get(f"/media/{row.key}/{one['f']}")
        assert (answer.status_code, len(answer.content)) == (200, one["size"])
    assert house.client().get(f"/media/{row.key}/upload").status_code == 200  # the middle one
    with house.inside():
        storage.forget_picture(row.key)
    assert house.client().get(row.path).status_code == 404


def test_what_was_written_in_part_is_written_over(house: House) -> None:
    with house.inside():
        storage.keep("abcdefghijkl", "upload", b"half")
        storage.keep("abcdefghijkl", "upload", b"the whole of it")
        assert storage.read("abcdefghijkl", "upload") == b"the whole of it"
        assert storage.names_of("abcdefghijkl") == ["upload"]
        with pytest.raises(FileNotFoundError):
            storage.read("abcdefghijkl", "other")


def test_another_file_takes_its_place_and_the_old_one_goes(
    house: House, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = add(picture((900, 600)))
    old = names(house, row)
    sent = {"picture": file(picture((700, 700), "PNG"))}
    house.as_owner.post(f"/studio/media/{row.key}/replace/", sent)
    work()
    now = again(house, row)
    assert names(house, row) == now.file_names == old | {one["f"] for one in now.renditions}
    with house.inside():
        Picture.objects.update(replaced_at=timezone.now() - timedelta(days=31))
        clear_pictures({})
    monkeypatch.setattr(clear, "ON_ITS_WAY", timedelta(0))
    work()
    assert names(house, row) == {one["f"] for one in now.renditions}


def test_the_trash_and_what_belongs_to_nobody(house: House, add: Add, sweep: Sweep) -> None:
    row = add()
    with house.inside():
        storage.keep("abcdefghijkl", "400-x.jpg", b"of no picture")
        storage.keep("mnopqrstuvwx", "upload", b"on its way")
        assert storage.age_of("abcdefghijkl", "400-y.jpg") == timedelta.max
        assert storage.age_of("mnopqrstuvwx", "upload", "400-y.jpg") < timedelta(minutes=5)
        Picture.objects.update(trashed_at=timezone.now() - timedelta(days=31))
        clear_pictures({})
    work()
    with house.inside():
        there = {"abcdefghijkl", "mnopqrstuvwx", row.key}
        assert set(storage.kept_keys()) == there, "all of it may be on its way"
    sweep()
    with house.inside():
        assert storage.kept_keys() == []
    assert names(house, row) == set()


@pytest.mark.django_db(transaction=True)  # as an archive is written
def test_backup_and_purge_count_every_file_and_a_restore_brings_all_back(
    house: House, add: Add, tmp_path: Path
) -> None:
    add(), add(name="pier.jpg")
    tenant_id = house.tenant.id
    there = {name: b"".join(files.read_file(tenant_id, name)) for name in files.files_of(tenant_id)}
    assert len(there) == files.count_files(tenant_id) == 8
    path, manifest = archive_of(house.tenant, tmp_path)
    assert path.exists()
    assert sorted(manifest.media) == sorted(there)
    assert files.clear_files(tenant_id) == 8
    assert files.count_files(tenant_id) == 0
    for name, data in there.items():
        assert files.put_file(tenant_id, name, [data])
        assert not files.put_file(tenant_id, name, [b"other"])
    assert {n: b"".join(files.read_file(tenant_id, n)) for n in there} == there
    assert timezone.now() - files.newest_of(tenant_id) < timedelta(minutes=5)
    storage.remove_media(tenant_id)
    assert files.files_of(tenant_id) == []
