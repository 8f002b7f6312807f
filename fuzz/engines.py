"""What makes the inputs: our own mutation of bytes, atheris (guided by coverage), or Hypothesis."""

from __future__ import annotations

import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fuzz import findings
from fuzz.draws import Draw, HypothesisDraw
from fuzz.findings import Failure
from fuzz.targets import Target

# The budget of one input, in seconds of processor time: generous, and asked three times before it counts as broken.
FLOOR, PER_CHARACTER, GUIDED = 1.0, 0.000_2, 6
_LONGEST = 9  # inputs have up to two to the power of this bytes
_POOL = 1_000


@dataclass(slots=True)
class Session:
    """One target under one engine: runs inputs until the number or the time is reached, and keeps account."""

    target: Target
    engine: str
    inputs: int
    seconds: float
    out: Path
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    shapes: dict[Hashable, bytes] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    _told: float = 0.0
    _folder: str = field(default_factory=lambda: tempfile.mkdtemp(prefix="framing-fuzz-"))

    def over(self) -> bool:
        """Whether the number of inputs or the time is reached; now and then the account is written down."""
        now = time.monotonic()
        over = self.done >= self.inputs or now - self.began >= self.seconds
        if over or now - self._told > 5:
            self._told = now
            self._tell()
        return over

    def one(self, data: bytes) -> bool:
        """Run one input; True if its result has a shape not seen before."""
        self.done += 1
        draw = Draw(data)
        shape, failure = self._attempt(draw)
        if self.done == 1:
            self.began = time.monotonic()  # the first input loads dictionaries and lexicons, which may take seconds
        if failure is not None:
            self._note(data, failure)
            return False
        new = [feature for feature in _features(shape) if feature not in self.shapes]
        self.shapes.update(dict.fromkeys(new, data))
        return bool(new)

    def _attempt(self, draw: Draw) -> tuple[Hashable, Failure | None]:
        start = time.process_time()
        try:
            shape = self.target.run(draw, Path(self._folder))
        except Exception as error:
            return None, Failure.of(error, draw)
        except (SystemExit, RecursionError) as error:
            return None, Failure.of(error, draw)
        took = time.process_time() - start
        return shape, self._too_slow(draw, took) if self.target.guided and took > FLOOR else None

    def _too_slow(self, draw: Draw, took: float) -> Failure | None:
        """Hold an input against its budget; a second and a third try may clear it of other processes' noise."""
        budget = FLOOR + PER_CHARACTER * draw.size * (GUIDED if self.engine == "atheris" else 1)
        for _ in range(2):
            if took <= budget:
                return None
            again = Draw(draw.data)
            start = time.process_time()
            self.target.run(again, Path(self._folder))
            took = min(took, time.process_time() - start)
        if took <= budget:
            return None
        message = f"{took:.2f} s for {draw.size} characters, {budget:.2f} s are allowed"
        return Failure(f"slow {self.target.name}", message, message, tuple(draw.kept))

    def _note(self, data: bytes, failure: Failure) -> None:
        known = self.failures.get(failure.place, 0)
        self.failures[failure.place] = known + 1
        if not known:
            small = findings.shrink(data, failure.place, lambda candidate: self._attempt(Draw(candidate))[1])
            again = self._attempt(Draw(small))[1] or failure
            findings.write(self.out / "findings", self.target.name, small, again)

    def note_drawn(self, draw: HypothesisDraw, error: Exception) -> None:
        """Keep a failure that Hypothesis found and made small; it has no bytes to repeat it."""
        failure = Failure.of(error, draw)
        self.failures[failure.place] = self.failures.get(failure.place, 0) + 1
        findings.write(self.out / "findings", self.target.name, b"", failure)

    def _tell(self) -> None:
        took = time.monotonic() - self.began
        facts = {
            "target": self.target.name,
            "engine": self.engine,
            "inputs": self.done,
            "seconds": round(took, 1),
            "shapes": len(self.shapes),
            "failures": self.failures,
            "corpus": [data.hex() for data in sorted(set(self.shapes.values()), key=len)[:60]],
        }
        path = self.out / f"{self.target.name}-{self.engine}.json"
        path.with_suffix(".tmp").write_text(json.dumps(facts), encoding="utf-8")
        path.with_suffix(".tmp").replace(path)


def _features(shape: Hashable) -> set[Hashable]:
    """Return what is new or known by itself in a shape: the members of its sets, or the shape as it is."""
    if isinstance(shape, frozenset):
        return set(shape)
    if isinstance(shape, tuple) and any(isinstance(each, frozenset) for each in shape):
        return {(place, feature) for place, each in enumerate(shape) for feature in _features(each)}
    return {shape}


# ---------------------------------------------------------------- our own


def run_random(session: Session, seed: int, corpus: list[bytes]) -> None:
    """Fresh bytes, and changes of inputs whose results had a shape not seen before."""
    source = random.Random(f"{seed} {session.target.name}")
    pool: list[bytes] = []
    waiting = list(corpus)
    gc.freeze()
    while not session.over():
        if waiting:
            data = waiting.pop()
        elif not pool or source.random() < 0.4:
            data = source.randbytes(int(2 ** source.uniform(3, _LONGEST)))
        else:
            data = _changed(source, pool)
        if session.one(data):
            if len(pool) < _POOL:
                pool.append(data)
            else:
                pool[source.randrange(_POOL)] = data


def _changed(source: random.Random, pool: list[bytes]) -> bytes:
    data = bytearray(source.choice(pool))
    for _ in range(source.choice((1, 1, 2, 4, 8))):
        at = source.randrange(len(data) + 1)
        length = source.choice((1, 1, 2, 4, 16))
        kind = source.randrange(6)
        if kind == 0:
            data[at : at + length] = source.randbytes(length)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = source.randbytes(length)
        elif kind == 3:
            data[at:at] = data[at : at + length] * source.choice((1, 2, 8))
        elif kind == 4:
            other = source.choice(pool)
            data[at:] = other[source.randrange(len(other) + 1) :]
        elif at < len(data):
            data[at] = (data[at] + source.choice((-1, 1))) % 256
    return bytes(data[: 2**_LONGEST])


# ---------------------------------------------------------------- Hypothesis


def run_hypothesis(session: Session, seed: int, corpus: list[bytes]) -> None:
    """Hypothesis draws every choice, and shrinks what fails."""
    import hypothesis
    from hypothesis import strategies as st

    folder = Path(tempfile.mkdtemp(prefix="framing-fuzz-"))
    last: list[HypothesisDraw] = []

    def body(data: st.DataObject) -> None:
        session.done += 1
        draw = HypothesisDraw(data)
        last[:] = [draw]
        shape = session.target.run(draw, folder)
        session.shapes.setdefault(shape, b"")

    quiet = hypothesis.settings(
        max_examples=200,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    number = 0
    while not session.over():
        number += 1
        try:
            hypothesis.seed(seed * 100_000 + number)(quiet(hypothesis.given(st.data())(body)))()
        except Exception as error:
            session.note_drawn(last[0], error)


# ---------------------------------------------------------------- atheris


def run_atheris(session: Session, seed: int, corpus: list[bytes]) -> None:
    """libFuzzer's mutation, guided by the coverage of `framing`; it never returns."""
    import atheris  # type: ignore[import-untyped]

    folder = Path(tempfile.mkdtemp(prefix="framing-fuzz-corpus-"))
    for number, data in enumerate(corpus):
        (folder / str(number)).write_bytes(data)

    def one(data: bytes) -> None:
        session.one(data)
        if session.over():
            os._exit(0)

    options = ["fuzz", str(folder), f"-seed={seed}", f"-max_len={2**_LONGEST}", "-timeout=300", "-rss_limit_mb=6000"]
    options += [f"-artifact_prefix={session.out}/{session.target.name}-", "-len_control=20"]
    atheris.Setup(options, one, internal_libfuzzer=True)
    atheris.Fuzz()


ENGINES: dict[str, Callable[[Session, int, list[bytes]], Any]] = {
    "atheris": run_atheris,
    "random": run_random,
    "hypothesis": run_hypothesis,
}
