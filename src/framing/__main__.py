"""`python -m framing` and the `framing` command."""

from __future__ import annotations

from framing.cli import main as command
from framing.lean_imports import leave_out_unused

__all__ = ["main"]


def main() -> None:
    """Run the command, in a process that is its own."""
    leave_out_unused()
    command(prog_name="framing")


if __name__ == "__main__":
    main()
