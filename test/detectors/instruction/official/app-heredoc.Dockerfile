# syntax=docker/dockerfile:1.7
# A service as today's examples write it: heredocs, cache mounts, a numeric user, health checks off for Kubernetes.
FROM python:3.12-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=requirements.txt \
    python -m venv /opt/venv && /opt/venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.12-slim

RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked <<EOT
  set -eu
  rm -f /etc/apt/apt.conf.d/docker-clean
  apt-get update
  apt-get install -y --no-install-recommends libpq5
EOT

COPY <<EOT /etc/service/README
sudo apt install is what you would type on a laptop; curl -k too.
chmod 777 nothing.
EOT

COPY --link --from=build /opt/venv /opt/venv
COPY --link app/ /app/
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK NONE
ENTRYPOINT ["/opt/venv/bin/gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
