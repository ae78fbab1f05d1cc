"""`/health`: whether the installation is well, for a load balancer or a watcher. The one page that asks no sign-in."""

from __future__ import annotations

import time
from functools import lru_cache

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from township_reports.pipeline.health import Health, check_health

SECONDS = 5  # anybody may ask: however often, the database is asked only so often

router = APIRouter()


@router.get("/health")
def get_health() -> JSONResponse:
    """200 when all is well, else 503 with what is wrong."""
    now = _health(int(time.monotonic()) // SECONDS)
    told = {"database": _part(now.database), "store": _part(now.store)}
    status = "healthy" if now.is_well else "unhealthy"
    answer = {"status": status, **told, "versions": now.versions}
    return JSONResponse(answer, 200 if now.is_well else 503, {"Cache-Control": "no-store"})


def _part(wrong: str) -> dict[str, str]:
    return {"status": "unhealthy", "reason": wrong} if wrong else {"status": "healthy"}


@lru_cache(maxsize=1)
def _health(_moment: int) -> Health:
    return check_health()
