"""Files that are whole or not there, whatever interrupts their writing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.whole_files import whole_file, write_lines

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and modes of files are POSIX's")


def test_lines_are_written_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    write_lines(out, ["one", "Xankəndi"])
    assert out.read_bytes() == "one\nXankəndi\n".encode()
    write_lines(str(out), [])
    assert out.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [out]


def _break_off(out: Path, broken: type[BaseException]) -> None:
    with whole_file(out) as temporary:
        temporary.write_text("half")
        raise broken


@pytest.mark.parametrize("broken", [KeyboardInterrupt, ValueError, OSError])
def test_what_breaks_off_leaves_the_file_as_it_was(broken: type[BaseException], tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("before")
    with pytest.raises(FramingError if broken is OSError else broken):
        _break_off(out, broken)
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


@posix
def test_a_killed_process_leaves_no_partial_file_under_the_name(tmp_path: Path) -> None:
    code = (
        "import os, sys; from framing.whole_files import whole_file\n"
        "with whole_file(sys.argv[1]) as file: file.write_text('half'); os.kill(os.getpid(), 9)"
    )
    out = tmp_path / "out.txt"
    assert subprocess.run([sys.executable, "-c", code, str(out)]).returncode == -9
    assert not out.exists()


def test_where_nothing_can_be_written_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match=r"nowhere.out\.txt: cannot be written \(No such file"):
        write_lines(tmp_path / "nowhere" / "out.txt", ["one"])
    with pytest.raises(FramingError, match="cannot be written"):
        write_lines(tmp_path, ["a folder"])


@posix
def test_a_result_is_an_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "touched").touch()
    write_lines(tmp_path / "out", ["one"])
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("touched", "out")}
    assert len(modes) == 1


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_lines(tmp_path / "link", ["one"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "one\n"


@posix
def test_what_is_no_ordinary_file_is_written_to_directly() -> None:
    code = "from framing.whole_files import write_lines; write_lines('/dev/stdout', ['one', 'two'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "one\ntwo\n"


@posix
def test_the_file_and_its_folder_are_forced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: forced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    write_lines(tmp_path / "out", ["one"])
    assert forced == [False, True]
