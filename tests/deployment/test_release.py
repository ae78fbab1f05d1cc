"""The release: a wheel and an sdist that bring everything along, and work without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path, PurePosixPath
from sysconfig import get_path
from typing import Any
from zipfile import ZipFile

import pytest
from support.folders import PROJECT

DATA = PurePosixPath("share/township-reports")
PACKAGES = ("county_reports_web", "township_reports")
SOURCES = ("config", "dags", "expectations", "plugins", "sample_county", "pyproject.toml", "README.md")
MADE_BY_RUNNING = shutil.ignore_patterns("__pycache__", "*.egg-info", ".gitattributes", "*_cache")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a release is built from, in a folder of its own."""
    folder = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=MADE_BY_RUNNING)
        else:
            shutil.copy(PROJECT / name, folder)
    return folder


@pytest.fixture(scope="module")
def files(sources: Path) -> set[PurePosixPath]:
    """Every file a release must bring along."""
    folders = [sources / name for name in SOURCES if (sources / name).is_dir()]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {PurePosixPath(path.relative_to(sources)) for path in found}


@pytest.fixture(scope="module")
def release(sources: Path, files: set[PurePosixPath], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sdist and of the wheel built from it."""
    folder = tmp_path_factory.mktemp("release")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(sources)]
    done = subprocess.run(command, env=without_checkout(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def without_checkout() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "TOWNSHIP", "PYTHON"))}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_wheel_brings_every_file_along(release: Path, files: set[PurePosixPath]) -> None:
    (wheel,) = release.glob("*.whl")
    with ZipFile(wheel) as packed:
        names = [PurePosixPath(name) for name in packed.namelist()]
    data = {PurePosixPath(*name.parts[2:]) for name in names if name.parts[0].endswith(".data")}
    code = {PurePosixPath("plugins") / name for name in names if name.parts[0] in PACKAGES}
    assert {name.relative_to(DATA) for name in data} | code == files


def test_the_sdist_brings_every_file_along(release: Path, files: set[PurePosixPath]) -> None:
    (sdist,) = release.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        names = {PurePosixPath(*PurePosixPath(name).parts[1:]) for name in packed.getnames()}
    assert files - names == set()


@pytest.fixture(scope="module")
def installed(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel, and no trace of the checkout; its dependencies are this one's."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    python = folder / "bin" / "python"
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, env=without_checkout(), capture_output=True, text=True, check=True).stdout.strip()
    (Path(packages) / "dependencies.pth").write_text(get_path("purelib"), encoding="utf-8")
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", *release.glob("*.whl")]
    done = subprocess.run(install, env=without_checkout(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def run(installed: Path, *words: object, **environment: str) -> str:
    command = [str(installed / "bin" / str(words[0])), *map(str, words[1:])]
    done = subprocess.run(
        command, env=without_checkout() | environment, cwd=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


def test_it_checks_a_report_by_the_suites_it_brought(installed: Path) -> None:
    (report,) = (installed / DATA / "sample_county" / "2021").glob("*高坪垭乡*")
    assert "没有发现问题" in run(installed, "township-reports", "check", report)


def test_its_home_is_the_persons_not_the_installations(installed: Path, tmp_path: Path) -> None:
    told = run(
        installed,
        "python",
        "-c",
        "from township_reports.config import settings; print(settings.home())",
        HOME=str(tmp_path),
    )
    assert told.strip() == str(tmp_path / "township-reports")


@pytest.fixture(scope="module")
def parsed(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow makes of the installed folders, as the embedded office sets them."""
    home = tmp_path_factory.mktemp("airflow")
    ask = (
        "import json; from pathlib import Path; from township_reports.embedded.airflow_environment import *;"
        "secrets = dict.fromkeys(('fernet_key', 'jwt_secret', 'api_secret'), '');"
        f"place = AirflowInstallation(Path({str(home)!r}), secrets, 1);"
        "print(json.dumps(build_airflow_environment(place)))"
    )
    environment = json.loads(run(installed, "python", "-c", ask))
    script = PROJECT / "tests" / "support" / "airflow" / "parse_dags.py"
    answer: dict[str, Any] = json.loads(run(installed, "python", script, **environment).splitlines()[-1])
    return answer


def test_airflow_finds_the_dags_and_the_plugin(parsed: dict[str, Any]) -> None:
    assert (parsed["errors"], parsed["plugin_errors"]) == ({}, {})
    assert sorted(parsed["dags"]) == ["county_annual_report", "county_arrivals", "county_notices"]
    assert "county_reports" in parsed["plugins"]
