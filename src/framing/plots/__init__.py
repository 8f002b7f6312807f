"""Figures of comparisons and of keyness, drawn by matplotlib."""

from __future__ import annotations

from framing.plots.figures import plot_keyness, plot_naming, plot_sentiment, plot_timeline, plot_voices

__all__ = [
    "plot_keyness",
    "plot_naming",
    "plot_sentiment",
    "plot_timeline",
    "plot_voices",
]
