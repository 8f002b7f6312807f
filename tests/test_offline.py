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
import nltk
nltk.download = refuse
import framing, framing.word_counts
framing.word_counts.files = lambda package: pathlib.Path(sys.argv[1])
text = "The minister said that nobody knows what will happen in the capital. " * 30
print(framing.profile(text, "karabakh").readability.flesch_reading_ease)
import textstat
assert textstat.syllable_count("minister") == 3
"""


@pytest.mark.parametrize(("mode", "linked"), [(0o700, False), (0o775, False), (0o700, True)])
def test_the_dictionary_is_found_without_a_download_however_it_was_unpacked(
    tmp_path: Path, mode: int, linked: bool
) -> None:
    folder = tmp_path / "data" / "nltk_data"
    shutil.copytree(str(files("framing") / "data" / "nltk_data"), folder)
    shutil.copy(str(files("framing") / "data" / "syllables.txt"), folder.parent)
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode if path.is_dir() else mode & 0o666)
        if linked and path.is_file():  # as uv does, from its cache
            (tmp_path / path.name).hardlink_to(path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(60.7, abs=0.1)
