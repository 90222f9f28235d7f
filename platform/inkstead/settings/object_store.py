"""Pictures in a bucket that speaks S3, instead of a folder that every machine must see."""

from __future__ import annotations

from typing import Any

# A reader may wait for all of it, once: see blog.media.give.
CONNECT_SECONDS, READ_SECONDS, TRIES = 3, 8, 3


def object_store(
    bucket: str,
    *,
    endpoint: str = "",
    region: str = "",
    key: str = "",
    secret: str = "",
    prefix: str = "",
) -> dict[str, Any]:
    """The storage `default`. Without `key` the machine's own role is asked for its credentials.

    The bucket stays closed to the world: readers get files from the blog's own host. Needs the
    packages of requirements-s3.lock.
    """
    from botocore.config import Config  # only where it is wanted, and so installed

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        signature_version="s3v4",
        s3={"addressing_style": "path" if endpoint else "auto"},
        # Stores other than Amazon's know no newer checksums; TLS and our names' hashes see to that.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
        "location": prefix,
        "default_acl": None,
        "file_overwrite": True,
        "client_config": config,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
