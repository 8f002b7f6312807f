"""Faults for real: killed processes, full disks, folders that cannot be written, Ctrl-C, closed pipes.

Long forms (twenty rounds of `kill -9`, real lack of memory) run where `FRAMING_LONG` is set. A full or read-only disk
is a tmpfs, which root alone may mount; elsewhere those tests skip themselves. Ctrl-C means the same in whatever shell.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import framing

if os.name != "posix":
    pytest.skip("signals, limits and mounts are POSIX's", allow_module_level=True)

LONG = bool(os.environ.get("FRAMING_LONG"))
long = pytest.mark.skipif(not LONG, reason="long: set FRAMING_LONG=1")
ROUNDS = 20 if LONG else 1
BATCHES, BATCH = 6, 64  # as many as a run puts into one part
BROKEN = 8
TARRY = " “Tarry awhile,” he said."  # of the last document, at which a run can be held up
PATIENCE = 120  # seconds after which a wait is a failure, on however slow a machine

SENTENCES = (
    "“The regime in Khankendi must go,” said Ana Petrova.",
    "Officials in Stepanakert did not reply to questions.",
    "Experts claim that nobody knows what will happen; the so-called blockade goes on.",
    "A disaster, he added, was avoided by mere luck. İstanbul and Yerevan agreed. 😀",
)


# ---------------------------------------------------------------- what the tests stand on


@pytest.fixture(autouse=True, scope="module")
def heeded() -> Iterator[None]:
    """Let Ctrl-C reach the commands: what a shell starts in the background ignores it, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six batches of documents; among them some that cannot be read."""
    path = tmp_path_factory.mktemp("faults") / "corpus.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for number in range(BATCHES * BATCH):
            text = " ".join(SENTENCES[(number + at) % len(SENTENCES)] for at in range(3))
            text += TARRY if number == BATCHES * BATCH - 1 else ""
            file.write(json.dumps({"id": f"d{number}", "text": text, "outlet": "AB"[number % 2]}) + "\n")
            if number % 50 == 7:
                file.write(json.dumps({"id": f"broken{number}", "text": number}) + "\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(corpus: Path) -> dict[str, bytes]:
    """The bytes of an undisturbed run, by the ending of the file."""
    held = {}
    for ending in ("jsonl", "parquet"):
        out = corpus.with_name(f"undisturbed.{ending}")
        run = framing.profile_corpus(corpus, "karabakh", out=out)
        assert (run.documents, run.faults) == (BATCHES * BATCH, BROKEN)
        assert run.errors is not None
        held[ending], held["errors"] = out.read_bytes(), run.errors.read_bytes()
    return held


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(" ".join(SENTENCES), encoding="utf-8")
    return path


# Not by `preexec_fn`: Python 3.12 warns of it where there are threads, and numpy and pytest-xdist have some.
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.{0}, ({1}, {1}))
os.environ.pop("COVERAGE_PROCESS_CONFIG", None)  # what counts coverage could not write either
os.execv(sys.executable, [sys.executable, "-m", "framing", *sys.argv[1:]])
"""


class Command:
    """A `framing` command in a session of its own, so that whatever it starts can be found again.

    `limit` is what it may use of a resource: a name of the module `resource`, and a number.
    """

    def __init__(self, *arguments: object, limit: tuple[str, int] | None = None, **options: Any) -> None:
        code = ["-m", "framing"] if limit is None else ["-c", LIMITED.format(*limit)]
        command = [sys.executable, *code, *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        self.process = subprocess.Popen(command, text=True, start_new_session=True, **streams)

    @property
    def pid(self) -> int:
        return self.process.pid

    def __del__(self) -> None:
        if self.process.poll() is None:  # a test has failed
            os.killpg(self.pid, signal.SIGKILL)
            self.process.communicate()

    def ended(self) -> bool:
        return self.process.poll() is not None

    def wait(self) -> tuple[int, str]:
        """Wait for the end; return the exit status and what was said on stderr."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def orphans(self) -> list[int]:
        """Return the processes of the session that run on, after some time for them to end."""
        deadline = time.monotonic() + PATIENCE
        while (left := session_of(self.pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left


def session_of(leader: int) -> list[int]:
    """Return the running processes of a session."""
    shown = subprocess.run(["ps", "-wweo", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in shown.splitlines())
    return [int(pid) for pid, session, state in rows if int(session) == leader and not state.startswith("Z")]


def workers_of(command: Command) -> list[int]:
    """Return the processes that measure for a command."""
    shown = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(maxsplit=2) for line in shown.splitlines())
    return [int(pid) for pid, parent, args in rows if int(parent) == command.pid and "spawn_main" in args]


def run_on(corpus: Path, out: Path, *more: str, **options: Any) -> Command:
    return Command(
        "profile", corpus, "-l", "karabakh", "--out", out, "--workers", 2, "--resume", "-q", *more, **options
    )


def parts_of(out: Path) -> int:
    return len(list(out.with_name(out.name + ".parts").glob("part-*.jsonl")))


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


DEADLY = """
import os, signal, time
import framing.profiles
real = framing.profiles.profile
def profile(document, *arguments, **options):
    if "{word}" in document.text:
        {fault}
    return real(document, *arguments, **options)
framing.profiles.profile = profile
"""


def meddled(folder: Path, word: str, fault: str) -> dict[str, str]:
    """An environment in which documents with a word do something to the process that measures them."""
    (folder / "sitecustomize.py").write_text(DEADLY.format(word=word, fault=fault), encoding="utf-8")
    return os.environ | {"PYTHONPATH": python_path(folder)}


def python_path(folder: Path) -> str:
    return os.pathsep.join([str(folder), str(Path(framing.__file__).parent.parent)])


SLOW_START = """
import sys, time
if "spawn_main" in " ".join(sys.orig_argv):
    open({!r}, "w").close()
    time.sleep(1)
"""


@pytest.fixture(scope="module")
def held_up(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which a run does not come past its last document: it cannot end before a test says so."""
    return meddled(tmp_path_factory.mktemp("held"), TARRY.strip(), "time.sleep(3600)")


def assert_same(out: Path, undisturbed: dict[str, bytes]) -> None:
    """The run ended in the bytes of an undisturbed one, and left nothing else behind."""
    errors = out.with_name(out.name + ".errors.jsonl")
    assert out.read_bytes() == undisturbed[out.suffix.removeprefix(".")]
    assert errors.read_bytes() == undisturbed["errors"]
    assert sorted(out.parent.iterdir()) == sorted([out, errors])


def assert_refused(status: int, said: str, reason: str) -> None:
    """One clear line on stderr, and exit status 2."""
    assert (status, said.count("\n"), said[:9]) == (2, 1, "framing: "), said
    assert reason in said


INTERRUPTED = "framing: interrupted. What was written is whole; a run with --out goes on with --resume\n"

# ---------------------------------------------------------------- killed


@pytest.mark.parametrize("ending", ["jsonl", pytest.param("parquet", marks=long)])
def test_a_run_killed_at_random_points_ends_in_the_same_bytes(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, ending: str
) -> None:
    chance = random.Random(ending)  # noqa: S311
    out = tmp_path / f"out.{ending}"
    killed = 0
    while killed < (ROUNDS if ending == "jsonl" else ROUNDS // 2):
        command = run_on(corpus, out)
        wanted, delay = parts_of(out) + chance.randint(0, 3), chance.random() * 0.2
        until(lambda: parts_of(out) >= wanted or out.exists() or command.ended())  # noqa: B023
        time.sleep(delay)
        (os.killpg if chance.random() < 0.5 else os.kill)(command.pid, signal.SIGKILL)
        status, _ = command.wait()
        assert command.orphans() == []
        killed += status == -signal.SIGKILL
        if out.exists():  # killed too late, or while tidying up: begin anew
            assert out.read_bytes() == undisturbed[ending]
            assert run_on(corpus, out).wait()[0] == 0
            assert_same(out, undisturbed)
            out.unlink()
            out.with_name(out.name + ".errors.jsonl").unlink()
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)


@pytest.mark.parametrize(
    ("group", "sent", "expected"),
    [
        pytest.param(True, signal.SIGINT, 130, id="ctrl-c"),
        pytest.param(False, signal.SIGINT, 130, id="interrupt-of-the-parent", marks=long),
        pytest.param(True, signal.SIGTERM, -signal.SIGTERM, id="terminate-all", marks=long),
        pytest.param(False, signal.SIGTERM, -signal.SIGTERM, id="terminate-the-parent", marks=long),
    ],
)
def test_a_signal_leaves_a_state_to_go_on_from_and_no_orphan(
    corpus: Path,
    undisturbed: dict[str, bytes],
    held_up: dict[str, str],
    tmp_path: Path,
    group: bool,
    sent: signal.Signals,
    expected: int,
) -> None:
    out = tmp_path / "out.jsonl"
    command = run_on(corpus, out, env=held_up)
    until(lambda: parts_of(out) >= 2 or command.ended())
    (os.killpg if group else os.kill)(command.pid, sent)
    status, said = command.wait()
    assert status == expected, said
    if sent == signal.SIGINT:
        assert said == INTERRUPTED
    assert command.orphans() == []
    assert not out.exists()
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)


def test_ctrl_c_while_processes_start_is_said_once(corpus: Path, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (tmp_path / "sitecustomize.py").write_text(SLOW_START.format(str(begun)), encoding="utf-8")
    command = run_on(corpus, tmp_path / "out.jsonl", env=os.environ | {"PYTHONPATH": python_path(tmp_path)})
    until(lambda: begun.exists() or command.ended())
    os.killpg(command.pid, signal.SIGINT)
    assert command.wait() == (130, INTERRUPTED)
    assert command.orphans() == []


@pytest.mark.parametrize(
    "arguments", [["--html", "out.html"], pytest.param(["--format", "json", "--out", "out.json"], marks=long)]
)
def test_ctrl_c_before_a_single_file_leaves_none(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, arguments: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("held")
    reached = folder / "reached"
    environment = meddled(folder, "Khankendi", f"open({str(reached)!r}, 'w').close(); time.sleep(3600)")
    command = Command("compare", "seeds", "-l", "karabakh", *arguments, cwd=tmp_path, env=environment)
    until(lambda: reached.exists() or command.ended())
    os.killpg(command.pid, signal.SIGINT)
    status, said = command.wait()
    assert (status, list(tmp_path.iterdir())) == (130, [])
    assert said.startswith("framing: interrupted")


def test_what_killed_runs_left_behind_is_tidied_up(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    (tmp_path / "out.jsonl.parts.done").mkdir()
    for name in (".out.jsonl.abc.part", "out.jsonl.parts.done/part-0000000.jsonl", "out.jsonl.errors.jsonl"):
        (tmp_path / name).write_text("of an earlier run", encoding="utf-8")
    framing.profile_corpus(article, out=out)
    assert sorted(tmp_path.iterdir()) == [article, out]


def test_a_run_is_resumed_with_the_same_documents_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        framing.profile_corpus(["Baku agreed."], out=out, progress=interrupt)
    with pytest.raises(framing.FramingError, match="another input or other options"):
        framing.profile_corpus(["Yerevan agreed."], out=out, resume=True)
    assert framing.profile_corpus(["Baku agreed."], out=out, resume=True).documents == 1


def test_a_run_into_the_folder_that_it_reads_can_be_resumed(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def interrupt(done: int) -> None:
        (tmp_path / ".out.jsonl.abc.part").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        framing.profile_corpus(tmp_path, out=out, progress=interrupt)
    assert framing.profile_corpus(tmp_path, out=out, resume=True).documents == 1
    assert sorted(tmp_path.iterdir()) == [article, out]


# ---------------------------------------------------------------- a worker that dies


def with_deadly(corpus: Path, path: Path, word: str) -> Path:
    lines = corpus.read_text(encoding="utf-8").splitlines()
    lines.insert(100, json.dumps({"id": "deadly", "text": f"A {word} text.", "outlet": "A"}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_document_that_kills_its_process_is_named_and_the_run_goes_on(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("deadly")
    source, out = with_deadly(corpus, folder / "c.jsonl", "deadly"), tmp_path_factory.mktemp("out") / "out.jsonl"
    command = run_on(source, out, env=meddled(folder, "deadly", "os.kill(os.getpid(), signal.SIGKILL)"))
    status, said = command.wait()
    assert status == 0, said
    assert f"{BROKEN + 1} documents could not be profiled" in said
    assert out.read_bytes() == undisturbed["jsonl"]
    faults = [json.loads(line) for line in out.with_name("out.jsonl.errors.jsonl").read_text().splitlines()]
    named = [fault for fault in faults if fault["document"] is not None]
    assert named == [{"document": "deadly", "error": "the worker process died on this document (out of memory?)"}]
    assert command.orphans() == []


@long
def test_a_worker_killed_from_outside_costs_no_document(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    command = run_on(corpus, out)
    until(lambda: parts_of(out) >= 1 or command.ended())
    for pid in workers_of(command)[:1]:
        os.kill(pid, signal.SIGKILL)
    assert command.wait()[0] == 0
    assert_same(out, undisturbed)


@long
def test_a_document_that_exhausts_the_memory_is_named_and_the_run_goes_on(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The kernel refuses memory beyond RLIMIT_AS: a real MemoryError, in the worker."""
    folder = tmp_path_factory.mktemp("greedy")
    source, out = with_deadly(corpus, folder / "c.jsonl", "greedy"), tmp_path_factory.mktemp("out") / "out.jsonl"
    limit = ("RLIMIT_AS", 32 << 30)  # of addresses: threads of libraries reserve some GiB and use little
    environment = meddled(folder, "greedy", "bytearray(64 << 30)")
    status, said = run_on(source, out, env=environment, limit=limit).wait()
    assert status == 0, said
    assert out.read_bytes() == undisturbed["jsonl"]
    faults = [json.loads(line) for line in out.with_name("out.jsonl.errors.jsonl").read_text().splitlines()]
    assert [fault for fault in faults if fault["document"]] == [{"document": "deadly", "error": "MemoryError"}]


def test_two_runs_on_one_output_the_second_refuses(
    corpus: Path, undisturbed: dict[str, bytes], held_up: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    first = run_on(corpus, out, env=held_up)
    until(lambda: parts_of(out) >= 1 or first.ended())
    assert_refused(*run_on(corpus, out).wait(), "another run is writing here")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)


# ---------------------------------------------------------------- disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a small disk, or mounts it anew with other options."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        chosen = f"remount,{options}" if mounted else options
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", chosen, "tmpfs", str(folder)], capture_output=True)
        if done.returncode:
            pytest.skip("a tmpfs cannot be mounted here: that needs root")
        mounted = True
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("ending", ["jsonl", pytest.param("parquet", marks=long)])
def test_a_full_disk_ends_a_run_with_a_clear_word_and_room_lets_it_go_on(
    corpus: Path, undisturbed: dict[str, bytes], disk: Callable[..., Path], ending: str
) -> None:
    before = sha256(corpus.read_bytes()).digest()
    out = disk("size=300k") / f"out.{ending}"
    assert_refused(*run_on(corpus, out).wait(), "No space left on device")
    assert not out.exists()
    assert parts_of(out) >= 1
    assert not list(out.parent.rglob(".*.part"))
    disk("size=64m")
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)
    assert sha256(corpus.read_bytes()).digest() == before


@long
def test_a_disk_without_room_for_the_joined_file_keeps_the_parts(
    corpus: Path, undisturbed: dict[str, bytes], disk: Callable[..., Path]
) -> None:
    out = disk(f"size={len(undisturbed['jsonl']) * 3 // 2 // 1024}k") / "out.jsonl"
    assert_refused(*run_on(corpus, out).wait(), "No space left on device")
    assert (out.exists(), parts_of(out) >= BATCHES) == (False, True)
    disk("size=64m")
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)


@long
def test_a_read_only_folder_is_named_and_what_was_there_stays(
    corpus: Path, undisturbed: dict[str, bytes], held_up: dict[str, str], disk: Callable[..., Path]
) -> None:
    out = disk("size=64m,rw") / "out.jsonl"
    command = run_on(corpus, out, env=held_up)
    until(lambda: parts_of(out) >= 1 or command.ended())
    os.killpg(command.pid, signal.SIGKILL)
    command.wait()
    disk("ro")
    assert_refused(*run_on(corpus, out).wait(), "Read-only file system")
    assert_refused(*run_on(corpus, out.with_name("other.jsonl")).wait(), "Read-only file system")
    disk("rw")
    assert run_on(corpus, out).wait()[0] == 0
    assert_same(out, undisturbed)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(corpus: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert_refused(*run_on(corpus, tmp_path / "out.jsonl").wait(), "Permission denied")
    finally:
        tmp_path.chmod(0o755)


SINGLE = {
    "json": ["profile", "article.txt", "-f", "json", "-o", "out.json"],
    "jsonl": ["profile", "article.txt", "-o", "out.jsonl"],
    "page": ["profile", "article.txt", "-l", "karabakh", "--html", "out.html", "-f", "json"],
    "report": ["compare", "seeds", "-l", "karabakh", "--permutations", "19", "--html", "out.html", "-f", "json"],
    "csv": ["concordance", "the", "article.txt", "-f", "csv", "-o", "out.csv"],
    "parquet": ["concordance", "the", "article.txt", "-f", "parquet", "-o", "out.parquet"],
    "toml": ["lexicon", "export", "karabakh", "-f", "toml", "-o", "out.toml"],
    "doccano": ["annotate", "article.txt", "-f", "doccano", "-o", "out.jsonl"],
    "brat": ["annotate", "article.txt", "-f", "brat", "-o", "out"],
}


@pytest.mark.parametrize("kind", SINGLE if LONG else ["json", "parquet"])
def test_a_file_that_may_not_grow_is_refused_and_what_was_there_is_whole(article: Path, kind: str) -> None:
    """RLIMIT_FSIZE fails a write in the middle, as a full disk does, and needs no root."""
    out = article.with_name(SINGLE[kind][-1] if "-o" in SINGLE[kind] else "out.html")
    if kind != "brat":
        out.write_text("before", encoding="utf-8")
    text = article.read_bytes()
    status, said = Command(*SINGLE[kind], cwd=article.parent, limit=("RLIMIT_FSIZE", 100)).wait()
    assert_refused(status, said, "File too large")
    if kind == "brat":
        assert [path.stat().st_size for path in out.iterdir()] == []
    else:
        assert out.read_text(encoding="utf-8") == "before"
        left = {path.name for path in article.parent.iterdir()} - {f"{out.name}.parts"}  # a run's, to go on from
        assert left == {"article.txt", out.name}
    assert article.read_bytes() == text


def test_the_input_is_never_written_over(corpus: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    copy = here / "corpus.jsonl"
    copy.write_bytes(corpus.read_bytes())
    status, said = Command("profile", "corpus.jsonl", "--out", "../here/corpus.jsonl", cwd=here).wait()
    assert_refused(status, said, "is the input")
    assert copy.read_bytes() == corpus.read_bytes()
    assert list(here.iterdir()) == [copy]


# ---------------------------------------------------------------- standard output


def test_a_pipe_closed_early_is_no_fault() -> None:
    command = Command("profile", "seeds", "--format", "jsonl")
    stdout, stderr = command.process.stdout, command.process.stderr
    assert stdout is not None
    assert stderr is not None
    assert json.loads(stdout.readline())["schema"] == "framing.profile/1"
    stdout.close()
    assert (command.process.wait(PATIENCE), stderr.read()) == (0, "")
    stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_on_a_full_disk_is_a_clear_error(article: Path) -> None:
    with open("/dev/full", "w") as full:
        assert_refused(*Command("profile", article, "-f", "json", stdout=full).wait(), "No space left on device")
