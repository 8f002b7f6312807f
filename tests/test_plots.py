"""Figures: what is drawn where, that labels do not collide, and how they look (against images, with a tolerance).

The images under `baseline/` are made by this file itself: `python tests/test_plots.py` draws them anew.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.attribution import MODES
from framing.comparison import Observation, PartialComparison
from framing.statistics import wilson_interval

matplotlib = pytest.importorskip("matplotlib")
numpy = pytest.importorskip("numpy")

from matplotlib.colors import to_hex, to_rgb  # noqa: E402

from framing import plots  # noqa: E402
from framing.plots.marks import COLOURS, HATCHES, looks_of, place_labels, plain_label  # noqa: E402

matplotlib.use("Agg")
BASELINE = Path(__file__).parent / "baseline"
_TOLERANCE = 12.0  # root mean square of the difference, of 255; fonts differ a little between versions of FreeType


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


# ---------------------------------------------------------------- comparisons made by hand


def use(referent: str, variant: str, side: str, mode: str, at: int, score: int) -> list[Any]:
    loading = {"neutral": "neutral", "north": "marked", "south": "loaded"}[side]
    return [at, at + 5, referent, variant, side, loading, mode, None, at // 10, score, None]


def observation(document: str, group: str, uppers: int, lowers: int, *, rulers: int = 0) -> Observation:
    """A document that calls the town Upperton and Lowerton so often, and those who rule it names."""
    uses = [use("town", "Upperton", "north", "own", 20 * at, 100_000 * (at % 3)) for at in range(uppers)]
    uses += [
        use("town", "Lowerton", "south", "quoted", 1000 + 20 * at, -200_000 - 50_000 * (at % 4)) for at in range(lowers)
    ]
    uses += [use("rulers", "usurpers", "south", "own", 2000 + 20 * at, -600_000) for at in range(rulers)]
    uses += [use("rulers", "council", "neutral", "own", 3000 + 20 * at, 100_000) for at in range(2)]
    sentences = [[10 * at, 10 * at + 9, "own", 300_000 - 90_000 * (at % 5) - 40_000 * lowers] for at in range(8)]
    return Observation.from_dict(
        {
            "document": document,
            "group": group,
            "words": [200 + 10 * uppers, 60 + 10 * lowers, 40],
            "mentions": uses,
            "voices": [
                ["author", None, None, 200 + 10 * uppers, []],
                ["source", "Ana Petrova", "named", 60 + 8 * lowers, [["direct", 1000, 1100]]],
                ["source", None, "unnamed", 2 * lowers, [["indirect", 1200, 1300]]],
                ["source", "the council", "organisation", 40, [["indirect", 1400, 1500]]],
            ],
            "sentences": sentences,
            "readability": [],
            "lexicon": "towns 1.0.0",
        }
    )


def compared(*observations: Observation, by: str = "outlet") -> framing.Comparison:
    return framing.compare_partials(PartialComparison.join(by, observations), resamples=200, permutations=99)


def outlets() -> framing.Comparison:
    return compared(
        observation("a", "The Northern Post", 9, 1),
        observation("b", "Southern Star", 2, 8, rulers=3),
        observation("c", "Wire", 5, 5, rulers=1),
    )


def months() -> framing.Comparison:
    counts = [(9, 1), (8, 2), (6, 3), (4, 6), (1, 9)]
    found = [observation(f"d{at}", f"2023-{at + 1:02}", *pair) for at, pair in enumerate(counts)]
    return compared(*found, observation("e", "(unknown)", 1, 1), by="date:month")


def words() -> framing.Keyness:
    north = {f"word{at:02}": 3 + (at * 7) % 23 for at in range(60)}
    south = {f"word{at:02}": 3 + (at * 11) % 29 for at in range(60)}
    return framing.keyness_of_counts({"North": north, "South": south}, min_count=1)


FIGURES: dict[str, Callable[[], Any]] = {
    "naming": lambda: plots.plot_naming(outlets()),
    "voices": lambda: plots.plot_voices(outlets()),
    "sentiment": lambda: plots.plot_sentiment(outlets()),
    "keyness": lambda: plots.plot_keyness(words()),
    "timeline": lambda: plots.plot_timeline(months(), "town"),
}


# ---------------------------------------------------------------- how they look


def picture(name: str) -> Any:
    """Draw a figure in matplotlib's own style and font, and return it as bytes of PNG."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.use("Agg")
        file = BytesIO()
        FIGURES[name]().figure.savefig(file, dpi=60, metadata={"Software": None})
    return file.getvalue()


def pixels(png: bytes) -> Any:
    from matplotlib.image import imread

    return imread(BytesIO(png), format="png")[..., :3] * 255


@pytest.mark.skipif(matplotlib.__version_info__ < (3, 11), reason="matplotlib draws letters otherwise before 3.11")
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(name: str) -> None:
    wanted = pixels((BASELINE / f"{name}.png").read_bytes())
    drawn = pixels(picture(name))
    assert drawn.shape == wanted.shape
    assert numpy.sqrt(((drawn - wanted) ** 2).mean()) < _TOLERANCE


def test_the_comparison_of_images_tells_figures_apart() -> None:
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        ax = plots.plot_timeline(months(), "town")
        ax.lines[0].set_ydata([0.5] * 5)
        file = BytesIO()
        ax.figure.savefig(file, dpi=60)
    wanted = pixels((BASELINE / "timeline.png").read_bytes())
    assert numpy.sqrt(((pixels(file.getvalue()) - wanted) ** 2).mean()) > _TOLERANCE


def test_the_images_are_small() -> None:
    assert sum(path.stat().st_size for path in BASELINE.glob("*.png")) < 300_000


# ---------------------------------------------------------------- what is drawn


def points(ax: Any) -> set[tuple[float, str]]:
    """Return the value and the colour of each point."""
    return {
        (round(float(line.get_xdata()[0]), 6), to_hex(line.get_color()).upper())
        for line in ax.lines
        if line.get_marker() not in ("None", None, "") and len(line.get_xdata()) == 1
    }


def intervals(ax: Any) -> list[tuple[float, float]]:
    return [
        (float(line.get_xdata()[0]), float(line.get_xdata()[1]))
        for line in ax.lines
        if len(line.get_xdata()) == 2 and line.get_linewidth() == 1.6
    ]


def test_naming_draws_each_share_and_interval_of_the_table() -> None:
    comparison = outlets()
    ax = plots.plot_naming(comparison, "town")
    labels = [text.get_text() for text in ax.get_yticklabels()]
    assert labels == ["town", "Upperton", "Lowerton"]
    north = looks_of(list(comparison.part.groups))["The Northern Post"]
    assert (0.9, north.colour) in points(ax)
    assert (0.1, north.colour) in points(ax)
    assert {value for value, colour in points(ax) if colour != north.colour} == {0.2, 0.5, 0.8}
    low, high = wilson_interval(9, 10)
    assert (pytest.approx(low), pytest.approx(high)) in intervals(ax)


def test_naming_by_default_shows_the_contested_referents() -> None:
    labels = [text.get_text() for text in plots.plot_naming(outlets()).get_yticklabels()]
    assert labels == ["town", "Upperton", "Lowerton", "rulers", "council", "usurpers"]
    labels = [text.get_text() for text in plots.plot_naming(outlets(), limit=1).get_yticklabels()]
    assert labels == ["town", "Upperton", "Lowerton"]


def test_naming_counts_one_mode_alone() -> None:
    ax = plots.plot_naming(outlets(), ["town"], mode="own")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["town", "Upperton"]
    assert {value for value, _ in points(ax)} == {1.0}
    assert "own" in ax.get_xlabel()


def test_voices_fill_each_bar() -> None:
    for by, parts in (
        ("speaker", ["author", "named", "organisation", "unnamed"]),
        ("mode", list(MODES)),
    ):
        ax = plots.plot_voices(outlets(), by=by)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == parts
        ends: dict[float, float] = {}
        for bar in ax.patches:
            row = round(bar.get_y() + bar.get_height() / 2)
            ends[row] = ends.get(row, 0.0) + bar.get_width()
        assert ends == {0: pytest.approx(1), 1: pytest.approx(1), 2: pytest.approx(1)}
        assert len({bar.get_hatch() for bar in ax.patches}) == len(parts)


def test_sentiment_draws_the_means_of_the_table_and_leaves_unknown_intervals_hollow() -> None:
    comparison = outlets()
    ax = plots.plot_sentiment(comparison)
    table = comparison.sentiment.where(mode="all")
    assert {value for value, _ in points(ax)} == {round(row["mean"], 6) for row in table}
    assert len(intervals(ax)) == sum(row["low"] is not None for row in table)
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert len(hollow) == sum(row["low"] is None for row in table)
    assert ax.get_yticklabels()[0].get_text() == "all sentences"


def test_sentiment_toward_chosen_targets_in_a_mode() -> None:
    ax = plots.plot_sentiment(outlets(), "town", mode="own")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["all sentences", "town"]


def test_keyness_draws_each_term_once() -> None:
    table = words()
    ax = plots.plot_keyness(table, "South")
    drawn = {tuple(map(float, point)) for held in ax.collections for point in held.get_offsets()}
    assert drawn == {(row["count"] + row["rest"], row["z"]) for row in table.where(group="South")}
    assert "South" in ax.get_ylabel()


def test_labels_of_keyness_collide_neither_with_each_other_nor_with_the_edge() -> None:
    ax = plots.plot_keyness(words(), limit=100)
    notes = [note for note in ax.texts if note.get_text()]
    assert len(notes) >= 8
    boxes = [note.get_window_extent() for note in notes]
    frame = ax.get_window_extent()
    for at, box in enumerate(boxes):
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1
        assert frame.y0 <= box.y0 <= box.y1 <= frame.y1
        assert not any(box.overlaps(other) for other in boxes[at + 1 :])


def test_labels_find_their_places_in_a_subfigure() -> None:
    import matplotlib.pyplot as plt

    _, right = plt.figure(figsize=(12, 5)).subfigures(1, 2)
    ax = plots.plot_keyness(words(), ax=right.subplots())
    assert len([note for note in ax.texts if note.get_text()]) >= 8


def test_labels_without_room_are_left_out_the_strongest_kept() -> None:
    import matplotlib.pyplot as plt

    ax = plt.subplots(figsize=(2, 2))[1]
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    labels = [(0.5, 0.5, f"a long label {number}") for number in range(200)]
    written = place_labels(ax, labels, limit=200)
    assert 0 < written < 60
    assert ax.texts[0].get_text() == "a long label 0"
    assert len([note for note in ax.texts if note.get_text()]) == written


def test_the_timeline_draws_shares_by_period() -> None:
    ax = plots.plot_timeline(months(), "town")
    by_label = dict(zip([text.get_text() for text in ax.get_legend().get_texts()], ax.lines, strict=False))
    assert list(by_label) == ["Upperton", "Lowerton"]
    assert list(by_label["Upperton"].get_ydata()) == pytest.approx([0.9, 0.8, 6 / 9, 0.4, 0.1])
    days = numpy.diff(by_label["Upperton"].get_xdata())
    assert list(days) == [31, 28, 31, 30]  # January to May: distances are those of the calendar
    assert [text.get_text() for text in ax.get_xticklabels()] == [f"2023-{month:02}" for month in range(1, 6)]


def test_the_timeline_of_all_names_tells_sides_apart() -> None:
    ax = plots.plot_timeline(months())
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"north", "south", "neutral"}
    assert len({str(line.get_linestyle()) + line.get_marker() for line in ax.lines}) == 3
    ax = plots.plot_timeline(months(), key="loading", mode="own")
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"marked", "neutral"}


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_draws_on_the_axes_it_is_given(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    draw = getattr(plots, f"plot_{name}")
    data = words() if name == "keyness" else months()
    assert draw(data, ax=right) is right
    assert right.has_data()
    assert not left.has_data()
    assert plt.get_fignums() == [figure.number]


# ---------------------------------------------------------------- colours, labels


def test_series_differ_in_more_than_colour() -> None:
    looks = looks_of([f"outlet {number}" for number in range(56)])
    assert len({(look.colour, look.marker) for look in looks.values()}) == 56
    first = list(looks.values())[: len(COLOURS)]
    assert len({look.marker for look in first}) == len(first)
    assert len({str(look.line) for look in first[:6]}) == 6
    assert len(set(HATCHES)) == len(HATCHES) >= 6


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


# Viénot, Brettel and Mollon 1999, "Digital video colourmaps for checking the legibility of displays by dichromats".
_PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
_DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


@pytest.mark.parametrize("matrix", [_PROTAN, _DEUTAN])
def test_the_first_colours_stay_apart_for_the_colour_blind(matrix: Any) -> None:
    seen = [numpy.array(matrix) @ [_linear(channel) for channel in to_rgb(colour)] for colour in COLOURS]
    lightness = [float(numpy.linalg.norm(a - b)) for at, a in enumerate(seen) for b in seen[at + 1 :]]
    assert min(lightness) > 0.05


@pytest.mark.parametrize("label", ["$x$", "5$", "a_b$c$d", "_hidden", "\\frac{", "a\nb", "x" * 500, "%d {}", "^"])
def test_no_label_is_taken_for_a_formula(label: str) -> None:
    comparison = compared(observation("a", label, 3, 1), observation("b", "other", 1, 3))
    for ax in (plots.plot_naming(comparison), plots.plot_voices(comparison), plots.plot_sentiment(comparison)):
        ax.figure.canvas.draw()
    shown = [text.get_text() for text in plots.plot_naming(comparison).get_legend().get_texts()]
    assert plain_label(label) in shown
    assert len(shown) == 2
    assert max(map(len, shown)) <= 45


# ---------------------------------------------------------------- what bad input gets


def test_what_is_not_there_is_refused_with_what_is() -> None:
    comparison = outlets()
    for draw in (plots.plot_naming, plots.plot_sentiment):
        with pytest.raises(framing.OptionError, match="Did you mean 'town'"):
            draw(comparison, "towm")
        with pytest.raises(framing.OptionError, match="unknown mode 'said'"):
            draw(comparison, mode="said")
        with pytest.raises(framing.OptionError, match="from 1 up, not 0"):
            draw(comparison, limit=0)
    with pytest.raises(framing.OptionError, match="unknown part of the voices 'side'"):
        plots.plot_voices(comparison, by="side")
    with pytest.raises(framing.OptionError, match="unknown group 'East'"):
        plots.plot_keyness(words(), "East")
    with pytest.raises(framing.OptionError, match="no terms of length 2"):
        plots.plot_keyness(words(), length=2)
    with pytest.raises(framing.OptionError, match="Did you mean 'town'"):
        plots.plot_timeline(months(), "towm")
    with pytest.raises(framing.OptionError, match="unknown key of names"):
        plots.plot_timeline(months(), key="voice")
    with pytest.raises(framing.OptionError, match="name it"):
        plots.plot_timeline(months(), key="variant")


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(framing.ComparisonError, match="by='date:month'"):
        plots.plot_timeline(outlets())
    with pytest.raises(framing.ComparisonError, match="name the referents"):
        plots.plot_naming(framing.compare(["One.", "Two."], "karabakh"))
    with pytest.raises(framing.ComparisonError, match="no terms"):
        plots.plot_keyness(framing.keyness(["One.", "Two."], min_count=50))


def test_empty_documents_are_drawn() -> None:
    comparison = framing.compare(["", " "])
    assert plots.plot_voices(comparison).figure is not None
    assert not points(plots.plot_sentiment(comparison))


def test_without_matplotlib_the_error_names_the_command() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = sys.modules['matplotlib.pyplot'] = None\n"
        "import framing; from framing.plots import plot_voices\n"
        "try:\n    plot_voices(framing.compare(['One.', 'Two.']))\n"
        "except framing.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'comparative-framing[report]'" in done.stdout


def test_importing_the_module_imports_no_matplotlib() -> None:
    code = "import sys, framing.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


if __name__ == "__main__":
    BASELINE.mkdir(exist_ok=True)
    for figure_name in FIGURES:
        (BASELINE / f"{figure_name}.png").write_bytes(picture(figure_name))
