"""What scripts/release.py asks of a release, without building one."""

from __future__ import annotations

import importlib.util
import io
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import framing

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "release.py"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the wheel carries no scripts")


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_four_files_say_one_version(release: ModuleType) -> None:
    found = release.versions(ROOT)
    assert len(found) == 4
    assert set(found.values()) == {framing.__version__}


def test_a_version_that_was_forgotten_is_seen(release: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "src" / "framing").mkdir(parents=True)
    (tmp_path / "src" / "framing" / "__init__.py").write_text('__version__ = "0.2.0"\n')
    (tmp_path / "CITATION.cff").write_text("cff-version: 1.2.0\nversion: 0.1.0\n")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.2.0 – 2027-01-01\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.2.0"\n')
    assert release.versions(tmp_path)["CITATION.cff"] == "0.1.0"
    assert set(release.versions(tmp_path).values()) == {"0.1.0", "0.2.0"}


def test_an_archive_that_lacks_a_file_is_seen(release: ModuleType, tmp_path: Path) -> None:
    wheel, sdist = tmp_path / "a-1-py3-none-any.whl", tmp_path / "a-1.tar.gz"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in release.IN_WHEEL[1:]:
            archive.writestr(name, "")
    assert release.lacking(wheel) == [release.IN_WHEEL[0]]
    with tarfile.open(sdist, "w:gz") as archive_of_sources:
        for name in (*release.IN_SDIST, *(f"src/{each}" for each in release.IN_WHEEL)):
            archive_of_sources.addfile(tarfile.TarInfo(f"a-1/{name}"), io.BytesIO())
    assert release.lacking(sdist) == []
