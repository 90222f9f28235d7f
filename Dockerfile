# syntax=docker/dockerfile:1
# One image for web, worker, beat and migrate: deploy/start says which.

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/venv
# Anything in WITH_S3 adds what pictures in a bucket need (docs/deploying.md).
ARG WITH_S3=
COPY requirements-production.lock requirements-s3.lock /tmp/
RUN if [ -z "$WITH_S3" ]; then lock=production; else lock=s3; fi \
    && /opt/venv/bin/pip install --require-hashes --no-deps --only-binary :all: \
        -r "/tmp/requirements-$lock.lock"

FROM packages AS site
WORKDIR /srv/inkstead
COPY manage.py requirements-production.lock ./
COPY platform platform/
COPY accounts accounts/
COPY tenants tenants/
COPY blog blog/
COPY templates templates/
COPY locale locale/
COPY static static/
COPY deploy deploy/
# The files with a hash in their names, compressed; then all of Python, for a read-only root.
RUN PYTHONPATH=/srv/inkstead:/srv/inkstead/platform DJANGO_SETTINGS_MODULE=inkstead.settings.build \
        /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q -j 0 . /opt/venv

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Inkstead" org.opencontainers.image.licenses="BSD-3-Clause"
RUN groupadd --gid 10001 inkstead \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin inkstead \
    && install -d -o 10001 -g 10001 /var/lib/inkstead /var/lib/inkstead/media /var/lib/inkstead/backups \
        /var/lib/inkstead/pages
COPY --from=packages /opt/venv /opt/venv
COPY --from=site /srv/inkstead /srv/inkstead
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=inkstead.settings.production \
    BIND=0.0.0.0 PORT=8000 MEDIA_ROOT=/var/lib/inkstead/media BACKUP_ROOT=/var/lib/inkstead/backups
WORKDIR /srv/inkstead
USER 10001:10001
EXPOSE 8000
VOLUME /var/lib/inkstead/media /var/lib/inkstead/backups /var/lib/inkstead/pages
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 \
    CMD ["deploy/start", "healthy", "web"]
ENTRYPOINT ["deploy/start"]
CMD ["web"]
