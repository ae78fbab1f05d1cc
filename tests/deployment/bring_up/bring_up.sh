#!/usr/bin/env bash
# Brings docker-compose.yml up where no image registry is reachable, and runs the sample county through it.
#
# Not part of `make test`: it needs root and Debian's docker.io, docker-compose and debootstrap, some 6 GB and half an hour.
#   PLACE=/var/tmp/bring-up tests/deployment/bring_up/bring_up.sh
# What is the office's own (Dockerfile, docker-compose.yml, make secrets) is used as it stands; only the four public images
# are exchanged for ones made of Debian's packages. At the end everything is stopped; images stay in $PLACE.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../../.." && pwd)
place=${PLACE:-/var/tmp/bring-up}
mirror=${MIRROR:-http://deb.debian.org/debian}
python=${PYTHON:-$project/.venv/bin/python}
export DOCKER_HOST=unix://$place/docker.sock COMPOSE_PROJECT_NAME=township DOCKER_BUILDKIT=0

say() { echo "== $(date +%T) $*"; }
compose() { docker-compose --project-directory "$place/checkout" --file "$place/checkout/docker-compose.yml" "$@"; }

start_docker() {
    mkdir -p "$place"
    dockerd --data-root "$place/data" --exec-root "$place/exec" --pidfile "$place/docker.pid" --host "$DOCKER_HOST" \
        > "$place/docker.log" 2>&1 &
    for _ in $(seq 60); do docker info > /dev/null 2>&1 && return; sleep 1; done
    tail "$place/docker.log"; return 1
}

stop_docker() {
    compose down --timeout 20 --volumes > /dev/null 2>&1 || true
    kill "$(cat "$place/docker.pid")" || true
    wait || true
}

stand_ins() {
    if [ ! -e "$place/rootfs/etc/debian_version" ]; then
        debootstrap --variant=minbase \
            --include=ca-certificates,curl,python3,python3-venv,python3-pip,postgresql,redis-server bookworm "$place/rootfs" "$mirror"
    fi
    if [ ! -e "$place/wheels/done" ]; then
        "$python" -m pip download --quiet --no-deps --require-hashes -r "$project/requirements-cluster.lock" -d "$place/wheels"
        "$python" -m pip download --quiet "moto[server]" -d "$place/storage-wheels"
        # what only Debian's Python 3.11.2 needs
        "$python" -m pip download --quiet --no-deps async-timeout==5.0.1 -d "$place/wheels"
        touch "$place/wheels/done"
    fi
    tar --directory "$place/rootfs" --create . | docker import - township-debian > /dev/null
    docker build --quiet --tag local/airflow --file "$here/airflow.Dockerfile" "$place/wheels"
    docker build --quiet --tag local/storage --file "$here/storage.Dockerfile" "$place/storage-wheels"
    docker build --quiet --tag local/postgres --file "$here/postgres.Dockerfile" "$here"
    docker build --quiet --tag local/redis --file "$here/redis.Dockerfile" "$here"
}

checkout() {
    rm -rf "$place/checkout"
    git clone --quiet "$project" "$place/checkout"
    make --silent --directory "$place/checkout" secrets
    cat >> "$place/checkout/.env" <<END
BASE=local/airflow
POSTGRES_IMAGE=local/postgres
REDIS_IMAGE=local/redis
STORAGE_IMAGE=local/storage
PORT=18480
END
    chown -R 50000 "$place/checkout/sample_county"
}

trap stop_docker EXIT
say "docker"; start_docker
say "stand-ins for the public images"; stand_ins
say "checkout, secrets, the office's image"; checkout; compose build init
say "up, with two workers"; compose up --detach --scale worker=2
say "the county's year"; "$python" "$here/county_year.py" "$place/checkout/.env" "$place/report"
say "done: $(ls "$place/report" | tr '\n' ' ')"
