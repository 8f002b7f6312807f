"""Nothing reaches for the network, and nothing depends on how the files of the package were unpacked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

CODE = """
import socket, sys, pathlib
def refuse(*arguments, **options):
    raise AssertionError("the network was asked for")
socket.getaddrinfo = socket.create_connection = refuse
from framing.lean_imports import leave_out_unused
leave_out_unused()
import nltk
nltk.download = refuse
import framing, framing.word_counts
framing.word_counts.files = lambda package: pathlib.Path(sys.argv[1])
text = "The minister said that nobody knows what will happen in the capital. " * 30
print(framing.profile(text, "karabakh").readability.flesch_reading_ease)
import textstat
assert textstat.syllable_count("minister") == 3
print(nltk.data.path[0])
"""
NO_ROOM = """
import errno, pathlib, sys
from framing.lean_imports import leave_out_unused
leave_out_unused()
import framing, framing.word_counts
framing.word_counts.files = lambda package: pathlib.Path(sys.argv[1])
def full(prefix):
    raise OSError(errno.ENOSPC, "No space left on device")
framing.word_counts.tempfile.mkdtemp = full
print(framing.profile("Nobody knows what will happen. " * 30).readability.flesch_reading_ease)
"""


@pytest.mark.parametrize(("mode", "linked"), [(0o700, False), (0o775, False), (0o700, True)])
def test_the_dictionary_is_found_without_a_download_however_it_was_unpacked(
    tmp_path: Path, mode: int, linked: bool
) -> None:
    folder = unpacked(tmp_path, mode, linked)
    score, place = run(CODE, tmp_path)
    assert float(score) == pytest.approx(60.7, abs=0.1)
    if (mode, linked) == (0o700, False):
        assert place == str(folder), "each process would write a copy of four megabytes"


def test_where_a_copy_of_the_dictionary_has_no_room_measuring_does_without(tmp_path: Path) -> None:
    unpacked(tmp_path, 0o775, linked=True)
    (score,) = run(NO_ROOM, tmp_path)
    assert float(score) > 0


def unpacked(tmp_path: Path, mode: int, linked: bool) -> Path:
    folder = tmp_path / "data" / "nltk_data"
    shutil.copytree(str(files("framing") / "data" / "nltk_data"), folder)
    shutil.copy(str(files("framing") / "data" / "syllables.txt"), folder.parent)
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode if path.is_dir() else mode & 0o666)
        if linked and path.is_file():  # as uv does, from its cache
            (tmp_path / path.name).hardlink_to(path)
    return folder


def run(code: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
