"""One target under one engine, in a process of its own: `python -m fuzz.one '{"target": …}'` (the driver calls it)."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Run what the one argument says."""
    facts = json.loads(sys.argv[1])
    if facts["engine"] == "atheris":  # before anything else imports the library
        from fuzz.instrument import instrument

        instrument()
    from fuzz.corpus import read
    from fuzz.engines import ENGINES, Session
    from fuzz.targets import TARGETS

    target = TARGETS[facts["target"]]
    session = Session(target, facts["engine"], facts["inputs"], facts["seconds"], Path(facts["out"]))
    ENGINES[facts["engine"]](session, facts["seed"], read(target.name))


if __name__ == "__main__":
    main()
