"""Statistics of counts and scores: intervals, divergence, effect sizes, tests, keyness.

No domain type enters here. Each function names the equation it computes; `docs/explanation/statistics.md` has them in
full. numpy is imported by the functions that need it, never by the module.
"""

from __future__ import annotations

from framing.statistics.bootstrap import (
    bootstrap_difference,
    bootstrap_ratio,
    normal_interval,
    percentile_interval,
    resampled_sums,
)
from framing.statistics.divergence import jensen_shannon, jensen_shannon_bias, jensen_shannon_rows
from framing.statistics.effects import (
    LogOdds,
    cliffs_delta,
    effective_number,
    g2,
    hedges_g,
    hedges_g_of,
    log_odds,
    log_ratio,
)
from framing.statistics.moments import Moments
from framing.statistics.permutation import benjamini_hochberg, permutation_p
from framing.statistics.shares import clustered_interval, design_effect, interval_of_share, wilson_interval
from framing.statistics.splits import MANY_UNITS, normal_split_sums, split_sums

__all__ = [
    "MANY_UNITS",
    "LogOdds",
    "Moments",
    "benjamini_hochberg",
    "bootstrap_difference",
    "bootstrap_ratio",
    "cliffs_delta",
    "clustered_interval",
    "design_effect",
    "effective_number",
    "g2",
    "hedges_g",
    "hedges_g_of",
    "interval_of_share",
    "jensen_shannon",
    "jensen_shannon_bias",
    "jensen_shannon_rows",
    "log_odds",
    "log_ratio",
    "normal_interval",
    "normal_split_sums",
    "percentile_interval",
    "permutation_p",
    "resampled_sums",
    "split_sums",
    "wilson_interval",
]
