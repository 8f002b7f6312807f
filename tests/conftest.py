"""Hypothesis profiles: the same examples every time in CI, new ones each time for a developer."""

import os

from hypothesis import HealthCheck, Phase, settings

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("ci", derandomize=True, database=None, max_examples=60, print_blob=True, **_COMMON)
settings.register_profile("explore", max_examples=200, **_COMMON)
# scripts/repeat.py: few, and new ones each time, by the seed it gives; a hundred repetitions try 2,500.
settings.register_profile("repeat", database=None, max_examples=25, print_blob=True, **_COMMON)
settings.register_profile("long", max_examples=5_000, **_COMMON)
# scripts/mutate.py asks only whether a test fails, not for the least example.
settings.register_profile(
    "mutants", settings.get_profile("ci"), max_examples=25, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("FRAMING_HYPOTHESIS", "ci" if os.environ.get("CI") else "explore"))
