"""What broke: recognised by where it broke, made small, and written as a file that says how to repeat it."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fuzz.draws import Draw

_PATIENCE = 20.0  # seconds spent on making one input small


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that a target raised; `place` is its type and the innermost line of ours, by which it is recognised."""

    place: str
    message: str
    trace: str
    made: tuple[str | bytes, ...]

    @classmethod
    def of(cls, error: BaseException, draw: Draw) -> Failure:
        """Describe an error."""
        frames = [
            each
            for each in traceback.extract_tb(error.__traceback__)
            if "/framing/" in each.filename or "/fuzz/" in each.filename
        ]
        last = frames[-1] if frames else None
        where = f"{Path(last.filename).name}:{last.name}:{(last.line or '')[:60]}" if last else "?"
        trace = "".join(traceback.format_exception(error))
        return cls(f"{type(error).__name__} {where}", str(error)[:400], trace, tuple(draw.kept))


def shrink(data: bytes, place: str, attempt: Callable[[bytes], Failure | None]) -> bytes:
    """Return shorter and plainer bytes that fail at the same place: pieces cut out, then bytes made zero."""
    until = time.monotonic() + _PATIENCE

    def fails(candidate: bytes) -> bool:
        found = attempt(candidate)
        return found is not None and found.place == place

    step = max(1, len(data) // 2)
    while step and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + step :]
            if fails(shorter):
                data = shorter
            else:
                at += step
        step //= 2
    for at in range(len(data)):
        if data[at] and time.monotonic() < until:
            plainer = data[:at] + b"\0" + data[at + 1 :]
            data = plainer if fails(plainer) else data
    return data


def write(folder: Path, target: str, data: bytes, failure: Failure) -> Path:
    """Write a finding; one of the same place is written once."""
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(f"{target} {failure.place}".encode("utf-8", "replace")).hexdigest()[:10]
    path = folder / f"{target}-{name}.json"
    facts = {
        "target": target,
        "place": failure.place,
        "message": failure.message,
        "input": base64.b64encode(data).decode(),
        "made": [repr(each)[:4000] for each in failure.made],
        "trace": failure.trace.splitlines()[-40:],
    }
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return path
