"""The services of docker-compose.yml as processes of this machine: their commands and environment, other places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from support.folders import PROJECT

VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
IN_THE_IMAGE = "/opt/airflow/township-reports"
DATA_IN_THE_IMAGE = "/opt/airflow/data"


@dataclass(frozen=True)
class Service:
    """One service: what it runs, in which environment."""

    command: list[str]
    environment: dict[str, str]


def services(settings: Mapping[str, str], places: Mapping[str, str]) -> dict[str, Service]:
    """The project's own services with variables filled in and the containers' places exchanged for local ones."""
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    own = {name: service for name, service in compose["services"].items() if "build" in service}
    return {name: _local(service, settings, places) for name, service in own.items()}


def _local(service: Mapping[str, Any], settings: Mapping[str, str], places: Mapping[str, str]) -> Service:
    def local(text: object) -> str:
        filled = VARIABLE.sub(lambda found: _value(found, settings), str(text)).replace("$$", "$")
        for there, here in places.items():
            filled = filled.replace(there, here)
        return filled

    environment = {name: local(value) for name, value in service["environment"].items()}
    return Service([local(word) for word in service["command"]], environment)


def _value(found: re.Match[str], settings: Mapping[str, str]) -> str:
    name, kind, text = found.groups()
    value = settings.get(name, "")
    assert value or kind == "-", f"{name} is not set: {text}"
    return value or text
