"""The library under atheris' eyes; a module of its own, for it must be imported before anything imports the library."""

from __future__ import annotations

import importlib
import pkgutil


def instrument() -> None:
    """Import the library so that atheris sees which of its branches run, and what its strings are compared with."""
    import atheris  # type: ignore[import-untyped]

    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=["framing"], enable_loader_override=False):
        import framing

        for module in pkgutil.walk_packages(framing.__path__, "framing."):
            if "spacy" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
