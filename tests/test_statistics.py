"""Statistics: each formula against scipy, against a slow oracle, or against published numbers."""

from __future__ import annotations

import inspect
import itertools
import json
import math
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framing.errors import OptionError
from framing.statistics import (
    Moments,
    benjamini_hochberg,
    bootstrap_difference,
    bootstrap_ratio,
    cliffs_delta,
    clustered_interval,
    design_effect,
    effective_number,
    g2,
    hedges_g,
    hedges_g_of,
    interval_of_share,
    jensen_shannon,
    jensen_shannon_bias,
    jensen_shannon_rows,
    log_odds,
    log_ratio,
    normal_interval,
    normal_split_sums,
    percentile_interval,
    permutation_p,
    resampled_sums,
    split_sums,
    splits,
    wilson_interval,
)
from strategies_comparison import counts

REFERENCE = json.loads((Path(__file__).parent / "data" / "keyness_reference.json").read_text(encoding="utf-8"))
shares = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
scores = st.lists(st.integers(-100, 100), min_size=1, max_size=12)

# ---------------------------------------------------------------- shares


@given(shares, st.sampled_from([0.5, 0.9, 0.95, 0.999]), st.floats(1, 50))
def test_wilson_lies_within_0_and_1_and_holds_the_share(share: tuple[int, int], level: float, effect: float) -> None:
    count, n = share
    interval = wilson_interval(count, n, level=level, design_effect=effect)
    if n == 0:
        assert interval is None
        return
    low, high = interval or (9, 9)
    assert 0 <= low <= count / n <= high <= 1
    narrow = wilson_interval(count, n, level=level) or (9, 9)
    assert low <= narrow[0] + 1e-12
    assert high >= narrow[1] - 1e-12


@given(shares)
def test_wilson_equals_scipy(share: tuple[int, int]) -> None:
    from scipy.stats import binomtest

    count, n = share
    assume(n)
    expected = binomtest(count, n).proportion_ci(0.95, method="wilson")
    assert wilson_interval(count, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(shares)
def test_wilson_turns_round_with_the_share(share: tuple[int, int]) -> None:
    count, n = share
    assume(n)
    low, high = wilson_interval(count, n) or (0, 0)
    assert wilson_interval(n - count, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("count", "n"), [(3, 2), (-1, 2)])
def test_an_impossible_count_is_refused(count: int, n: int) -> None:
    with pytest.raises(OptionError, match="between 0 and n"):
        wilson_interval(count, n)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_an_impossible_level_is_refused(level: float) -> None:
    with pytest.raises(OptionError, match="level"):
        wilson_interval(1, 2, level=level)


def test_design_effect_is_1_without_clustering_and_the_cluster_size_at_its_worst() -> None:
    assert design_effect([5, 5, 5, 5], [10, 10, 10, 10]) == 1.0
    assert design_effect([10, 0] * 500, [10, 10] * 500) == pytest.approx(10, rel=0.01)
    assert design_effect([3], [10]) == design_effect([], []) == design_effect([0, 0], [4, 4]) == 1.0


def test_design_effect_is_the_variance_of_a_ratio_over_the_binomial_one() -> None:
    held, sizes = [9, 1, 8, 0, 3], [10, 12, 10, 7, 5]
    n, p = 44, 21 / 44
    linearised = 5 / 4 * sum((count - p * size) ** 2 for count, size in zip(held, sizes, strict=True)) / n**2
    assert design_effect(held, sizes) == pytest.approx(linearised / (p * (1 - p) / n))
    assert design_effect([*held, 0], [*sizes, 0]) == design_effect(held, sizes)
    assert design_effect([1, 0], [2, 2]) == pytest.approx(4 / 3)  # two clusters are enough to vary


def test_vectors_of_unequal_length_are_refused() -> None:
    for function in (design_effect, clustered_interval, jensen_shannon, jensen_shannon_bias, bootstrap_ratio):
        with pytest.raises(ValueError, match="zip"):
            function([1, 2, 3], [2, 2])


def test_the_clustered_interval_is_wilsons_of_an_effective_sample() -> None:
    from scipy.stats import norm, t

    for held, sizes, freedom in (
        ([9, 1, 8, 0, 3, 4, 0, 9], [10, 12, 10, 7, 5, 9, 8, 10], 7),
        ([9, 1, 8, 0, 0], [10, 10, 10, 10, 0], 4),  # four documents with a size have 3, and 4 are the least
    ):
        for level in (0.8, 0.95):
            lost = (t.ppf(0.5 + level / 2, freedom) / norm.ppf(0.5 + level / 2)) ** 2
            effect = design_effect(held, sizes) * lost
            expected = wilson_interval(sum(held), sum(sizes), level=level, design_effect=effect)
            assert clustered_interval(held, sizes, level=level) == pytest.approx(expected, rel=0.01)
    assert clustered_interval([5, 5], [10, 10], level=0.5) == wilson_interval(10, 20, level=0.5)


@given(st.lists(st.integers(0, 50), max_size=10))
def test_effective_number_lies_between_1_and_the_number(weights: list[int]) -> None:
    positive = [weight for weight in weights if weight]
    found = effective_number(weights)
    if not positive:
        assert found is None
        return
    assert 1 - 1e-9 <= (found or 0) <= len(positive) + 1e-9
    from scipy.stats import entropy

    assert found == pytest.approx(math.exp(entropy(positive)))


# ---------------------------------------------------------------- divergence


@given(counts.flatmap(lambda a: st.tuples(st.just(a), st.lists(st.integers(0, 60), min_size=len(a), max_size=len(a)))))
def test_jensen_shannon_is_symmetric_in_0_to_1_and_equals_scipy(pair: tuple[list[int], list[int]]) -> None:
    from scipy.spatial.distance import jensenshannon

    a, b = pair
    found = jensen_shannon(a, b)
    if not sum(a) or not sum(b):
        assert found is None
        return
    assert found is not None
    assert 0 <= found <= 1
    assert found == jensen_shannon(b, a)
    assert jensen_shannon(a, [2 * each for each in a]) == 0
    assert found == pytest.approx(jensenshannon(a, b, base=2) ** 2, abs=1e-9)
    rows = jensen_shannon_rows(numpy.array([a, a], dtype=float), numpy.array([b, a], dtype=float))
    assert rows.tolist() == pytest.approx([found, 0.0], abs=1e-9)
    assert jensen_shannon_bias(a, b) == pytest.approx(jensen_shannon_bias(b, a))


def test_the_bias_is_that_of_a_simulation() -> None:
    """With equal sources the divergence is 0: what the samples show on average is bias."""
    rng = numpy.random.default_rng(1)
    p = [0.5, 0.3, 0.2]
    a, b = rng.multinomial(40, p, size=20_000), rng.multinomial(60, p, size=20_000)
    seen = jensen_shannon_rows(a.astype(float), b.astype(float)).mean()
    told = numpy.mean([jensen_shannon_bias(x, y) for x, y in zip(a[:2000].tolist(), b[:2000].tolist(), strict=True)])
    assert told == pytest.approx(seen, rel=0.1)


def test_the_bias_is_that_of_its_formula() -> None:
    """Grosse et al. (2002): the spread of each entropy that the plug-in misses, written out."""
    a, b = [3, 5, 0, 0], [4, 0, 8, 0]
    p, q = [x / 8 for x in a], [x / 12 for x in b]
    own = sum((1 - x) / (2 * 8) for x in p if x) + sum((1 - y) / (2 * 12) for y in q if y)
    mixed = sum((x * (1 - x) / 8 + y * (1 - y) / 12) / (4 * (x + y) / 2) for x, y in zip(p, q, strict=True) if x + y)
    assert jensen_shannon_bias(a, b) == pytest.approx((own - mixed) / (2 * math.log(2)))
    assert jensen_shannon_bias([0, 5, 3], [0, 2, 4]) == pytest.approx(jensen_shannon_bias([5, 3, 0], [2, 4, 0]))
    assert jensen_shannon_bias([0, 0], [1, 2]) == jensen_shannon_bias([1, 2], [0, 0]) == 0


def test_an_empty_row_diverges_from_nothing() -> None:
    first = numpy.array([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    second = numpy.array([[0.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    assert jensen_shannon_rows(first, second).tolist() == [0, 0, 1]


# ---------------------------------------------------------------- permutation


@given(st.lists(st.integers(0, 9), min_size=2, max_size=7), st.data())
def test_few_units_are_split_in_every_way(values: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(values) - 1))
    sums, exact = split_sums(numpy.array(values, dtype=float)[:, None], first)
    assert exact
    assert sorted(sums.ravel().tolist()) == sorted(sum(each) for each in itertools.combinations(values, first))


def test_many_units_are_split_at_random_the_same_way_each_time() -> None:
    values = numpy.arange(60, dtype=float)[:, None]
    sums, exact = split_sums(values, 20, permutations=3999, seed=3)
    assert not exact
    assert sums.shape == (3999, 1)
    assert (sums == split_sums(values, 20, permutations=3999, seed=3)[0]).all()
    assert (sums != split_sums(values, 20, permutations=3999, seed=4)[0]).any()
    assert sums.mean() == pytest.approx(20 * 29.5, rel=0.01)


def test_as_many_splits_as_permutations_are_still_listed() -> None:
    values = numpy.arange(5, dtype=float)[:, None]  # ten ways to take two of five
    assert split_sums(values, 2, permutations=10)[1]
    assert not split_sums(values, 2, permutations=9)[1]


def test_a_large_matrix_of_splits_is_worked_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "BLOCK", 1000)
    sums, _ = split_sums(numpy.ones((30, 1)), 12, permutations=500)
    assert sums.shape == (500, 1)
    assert (sums == 12).all()


def test_units_that_are_alike_are_dealt_out_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    values = numpy.array([[1.0, 0.0]] * 1500 + [[0.0, 2.0]] * 900 + [[1.0, 1.0]] * 600)
    fast, exact = split_sums(values, 1000, permutations=2000)
    monkeypatch.setattr(splits, "MANY_UNITS", 10**9)
    slow, _ = split_sums(values, 1000, permutations=2000)
    assert not exact
    assert fast.shape == slow.shape
    assert fast.mean(axis=0) == pytest.approx(slow.mean(axis=0), rel=0.01)
    assert fast.std(axis=0) == pytest.approx(slow.std(axis=0), rel=0.1)


@pytest.mark.parametrize("first", [300, 1900, 3600])
def test_sums_over_many_units_follow_the_law_of_all_splits(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = numpy.random.default_rng(7)
    scores = rng.integers(-1_000_000, 1_000_000, size=4000)
    values = numpy.column_stack([scores, rng.integers(1, 40, size=4000), rng.random(4000) < 0.01]).astype(float)
    fast, exact = split_sums(values, first, permutations=4000)
    monkeypatch.setattr(splits, "MANY_UNITS", 10**9)
    slow, _ = split_sums(values, first, permutations=4000)
    assert not exact
    assert fast.shape == slow.shape
    spread = slow.std(axis=0)
    for level in (0.005, 0.05, 0.5, 0.95, 0.995):
        aside = numpy.abs(numpy.quantile(fast, level, axis=0) - numpy.quantile(slow, level, axis=0)) / spread
        assert (aside < 0.25).all(), level
    assert numpy.corrcoef(fast.T) == pytest.approx(numpy.corrcoef(slow.T), abs=0.06)


def test_splits_of_moments_follow_the_law_of_splits_of_units() -> None:
    rng = numpy.random.default_rng(7)
    y, x = rng.integers(-1_000_000, 1_000_000, size=4000).tolist(), rng.integers(1, 40, size=4000).tolist()
    slow, _ = split_sums(numpy.array([y, x], dtype=float).T, 1900, permutations=4000)
    fast = normal_split_sums(Moments.of(y, x), 1900, permutations=4000)
    assert (fast == normal_split_sums(Moments.of(y, x), 1900, permutations=4000)).all()
    assert (fast != normal_split_sums(Moments.of(y, x), 1900, permutations=4000, seed=1)).any()
    spread = slow.std(axis=0)
    assert numpy.abs(fast.mean(axis=0) - slow.mean(axis=0)).max() < 0.1 * spread.max()
    assert fast.std(axis=0) == pytest.approx(spread, rel=0.05)
    assert numpy.corrcoef(fast.T) == pytest.approx(numpy.corrcoef(slow.T), abs=0.06)


def test_no_split_of_moments_leaves_a_group_without_a_score() -> None:
    draws = normal_split_sums(Moments.of([1, -1, 1, -1], [9, 1, 1, 1]), 1, permutations=999)[:, 1]
    assert (draws.min(), draws.max()) == (1, 11)


def test_no_sum_over_many_units_is_beyond_what_a_split_can_give() -> None:
    values = numpy.column_stack([numpy.arange(5000.0), numpy.eye(5000, 1)])
    sums, _ = split_sums(values, 2000, permutations=999)
    assert (sums[:, 1] >= 0).all()
    assert (sums[:, 1] <= 1).all()


def test_the_permutation_p_counts_the_observed_split() -> None:
    null = numpy.array([0.0, 1.0, 2.0, 2.0 + 1e-12])
    assert permutation_p(2.0, null, exact=True) == 0.5
    assert permutation_p(2.0, null, exact=False) == 3 / 5
    assert permutation_p(9.0, null, exact=False) == 1 / 5


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12))
def test_benjamini_hochberg_equals_scipy(ps: list[float | None]) -> None:
    from scipy.stats import false_discovery_control

    held = [p for p in ps if p is not None]
    found = benjamini_hochberg(ps)
    assert [at for at, q in enumerate(found) if q is None] == [at for at, p in enumerate(ps) if p is None]
    if held:
        assert [q for q in found if q is not None] == pytest.approx(false_discovery_control(held).tolist())


# ---------------------------------------------------------------- bootstrap and effect sizes


def test_the_bootstrap_interval_is_scipys() -> None:
    from scipy.stats import bootstrap

    rng = numpy.random.default_rng(5)
    values = rng.gamma(2.0, size=60)
    expected = bootstrap((values,), numpy.mean, method="BCa", n_resamples=20_000, **_drawn_by(rng)).confidence_interval
    found = bootstrap_ratio(values.tolist(), [1] * 60, resamples=20_000)
    # Ours is expanded for small samples: by 3 % of its width for 60.
    width = (expected.high - expected.low) / 2
    assert found == pytest.approx((expected.low - 0.03 * width, expected.high + 0.03 * width), abs=0.04 * width)


def test_the_bootstrap_interval_of_a_difference_is_scipys() -> None:
    from scipy.stats import bootstrap

    rng = numpy.random.default_rng(6)
    a, b = rng.gamma(2.0, size=50), rng.normal(1.0, size=40)

    def difference(x: Any, y: Any, axis: int = -1) -> Any:
        return numpy.mean(x, axis=axis) - numpy.mean(y, axis=axis)

    expected = bootstrap((a, b), difference, method="BCa", n_resamples=20_000, **_drawn_by(rng)).confidence_interval
    found = bootstrap_difference((a.tolist(), [1] * 50), (b.tolist(), [1] * 40), resamples=20_000)
    width = (expected.high - expected.low) / 2
    assert found == pytest.approx((expected.low - 0.04 * width, expected.high + 0.04 * width), abs=0.05 * width)


@given(st.integers(4, 200), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_the_t_quantile_is_scipys(freedom: int, level: float) -> None:
    from scipy.stats import t

    from framing.statistics.shares import student_quantile

    assert student_quantile(level, freedom) == pytest.approx(t.ppf(0.5 + level / 2, freedom), rel=0.01)


@given(st.lists(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=9))
def test_the_clustered_interval_is_wilsons_or_wider(pairs: list[tuple[int, int]]) -> None:
    count_list, sizes = [count for count, _ in pairs], [size for _, size in pairs]
    low, high = clustered_interval(count_list, sizes) or (9, 9)
    plain = wilson_interval(sum(count_list), sum(sizes)) or (9, 9)
    assert 0 <= low <= plain[0] + 1e-12
    assert 1 >= high >= plain[1] - 1e-12
    if len(pairs) == 1:
        assert (low, high) == plain


@given(scores, st.integers(0, 3))
def test_an_interval_holds_its_estimate(values: list[int], seed: int) -> None:
    interval = bootstrap_ratio(values, [1] * len(values), resamples=200, seed=seed)
    if len(values) < 2:
        assert interval is None
        return
    low, high = interval or (9, 9)
    assert min(values) <= low <= sum(values) / len(values) + 1e-9
    assert sum(values) / len(values) - 1e-9 <= high <= max(values)


def _linearised(sums: list[float], sizes: list[int]) -> tuple[float, float]:
    ratio = sum(sums) / sum(sizes)
    squares = sum((y - ratio * x) ** 2 for y, x in zip(sums, sizes, strict=True))
    return ratio, len(sums) / (len(sums) - 1) * squares / sum(sizes) ** 2


def test_the_interval_of_many_units_is_the_normal_one() -> None:
    rng = numpy.random.default_rng(7)
    groups = []
    for size in (1001, 1200):
        sizes = rng.integers(1, 9, size).tolist()
        groups.append(((rng.gamma(2.0, size=size) * sizes).tolist(), sizes))
    (ratio1, variance1), (ratio2, variance2) = (_linearised(*group) for group in groups)
    for level, z in ((0.95, 1.959964), (0.5, 0.6744898)):
        half = z * math.sqrt(variance1)
        assert bootstrap_ratio(*groups[0], level=level) == pytest.approx((ratio1 - half, ratio1 + half))
        half = z * math.sqrt(variance1 + variance2)
        found = bootstrap_difference(*groups, level=level)
        assert found == pytest.approx((ratio1 - ratio2 - half, ratio1 - ratio2 + half))


def test_the_normal_interval_of_moments_is_that_of_the_units() -> None:
    rng = numpy.random.default_rng(7)
    groups = [(rng.integers(-50, 90, size).tolist(), rng.integers(1, 9, size).tolist()) for size in (1001, 1200)]
    first, second = (Moments.of(*group) for group in groups)
    for level in (0.95, 0.5):
        assert normal_interval(first, level=level) == pytest.approx(bootstrap_ratio(*groups[0], level=level))
        expected = bootstrap_difference(*groups, level=level)
        assert normal_interval(first, second, level=level) == pytest.approx(expected)


pairs_of_whole_numbers = st.lists(st.tuples(st.integers(-60, 60), st.integers(0, 50)), max_size=8)


@given(pairs_of_whole_numbers, pairs_of_whole_numbers)
def test_moments_join_to_those_of_all_units(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    def moments(pairs: list[tuple[int, int]]) -> Moments:
        return Moments.of([y for y, _ in pairs], [x for _, x in pairs])

    joined = moments(first) + moments(second)
    assert joined == moments(first + second) == moments(second) + moments(first)
    assert joined + Moments() == joined
    if joined.x and joined.units > 1:
        ratio, variance = _linearised([y for y, x in first + second if x], [x for _, x in first + second if x])
        assert (joined.ratio, joined.variance) == pytest.approx((ratio, variance))
        assert joined.spread >= 0


@given(st.lists(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=9))
def test_the_interval_of_moments_is_the_clustered_one(pairs: list[tuple[int, int]]) -> None:
    counts_of, sizes = [count for count, _ in pairs], [size for _, size in pairs]
    for level in (0.5, 0.95):
        expected = clustered_interval(counts_of, sizes, level=level)
        assert interval_of_share(Moments.of(counts_of, sizes), level=level) == expected


def test_the_bootstrap_of_a_ratio_is_scipys() -> None:
    """Units of unequal size: both bounds, the acceleration of a skewed sample, another level."""
    from scipy.stats import bootstrap

    rng = numpy.random.default_rng(8)
    sizes = rng.integers(1, 20, 400)
    sums = sizes * rng.gamma(0.5, size=400)

    def ratio(y: Any, x: Any, axis: int = -1) -> Any:
        return y.sum(axis=axis) / x.sum(axis=axis)

    expected = bootstrap(
        (sums, sizes), ratio, paired=True, method="BCa", n_resamples=9999, confidence_level=0.8, **_drawn_by(rng)
    ).confidence_interval
    found = bootstrap_ratio(sums.tolist(), sizes.tolist(), resamples=9999, level=0.8)
    assert found == pytest.approx(tuple(expected), abs=0.06 * (expected.high - expected.low))


def test_published_numbers_stay() -> None:
    """What a seed and the numbers of draws once gave, they give for ever: a change of either must be meant."""
    first = [1, 2, 4, 8, 3, 5, 2, 6, 7, 1], [1, 2, 2, 3, 1, 4, 4, 2, 5, 3]
    second = [0, 1, 5, 2, 3, 3], [1, 1, 2, 4, 2, 5]
    assert bootstrap_ratio(*first) == pytest.approx((0.80361787590457, 2.1177372860854926))
    assert bootstrap_difference(first, second) == pytest.approx((-0.824681065252894, 1.5234365952795546))
    assert bootstrap_ratio(*first) == bootstrap_ratio(*first, resamples=2000, seed=0, level=0.95)
    assert bootstrap_ratio(*first) != bootstrap_ratio(*first, level=0.94)
    assert bootstrap_difference(first, second) != bootstrap_difference(first, second, seed=1)
    drawn = resampled_sums([[1, 2], [3, 5], [0, 7]])
    assert drawn[:3] == [[3, 19], [1, 16], [4, 14]]
    assert len(drawn) == 2000
    sums, _ = split_sums(numpy.arange(24.0)[:, None], 7)
    assert sums.shape == (9999, 1)
    assert sums[:4].ravel().tolist() == [72, 94, 71, 54]


def test_the_draws_of_the_two_groups_are_not_the_same() -> None:
    group = ([1, 2, 4, 8, 3], [1, 2, 2, 3, 1])
    low, high = bootstrap_difference(group, group) or (0, 0)
    assert low < -0.5
    assert high > 0.5
    assert bootstrap_difference(([1, 2], [1, 1]), ([1, 2], [1, 1])) is not None  # two units are enough to vary


def test_the_percentile_interval_bounds_the_middle_share() -> None:
    draws = [each / 200 for each in range(201)]
    assert percentile_interval(draws) == pytest.approx((0.025, 0.975))
    assert percentile_interval(draws, level=0.8) == pytest.approx((0.1, 0.9))
    assert percentile_interval([]) == (None, None)


def test_units_without_a_score_do_not_count() -> None:
    assert bootstrap_ratio([1, 2, 0, 4], [1, 1, 0, 1]) == bootstrap_ratio([1, 2, 4], [1, 1, 1])
    assert bootstrap_difference(([1], [1]), ([1, 2], [1, 1])) is None


def test_a_single_row_cannot_be_resampled() -> None:
    assert resampled_sums([[1, 2]]) == []
    assert all(2 <= total <= 6 for total, _ in resampled_sums([[1, 2], [3, 4]], resamples=50))


@given(scores, scores)
def test_cliffs_delta_equals_its_definition(a: list[int], b: list[int]) -> None:
    slow = sum((x > y) - (x < y) for x in a for y in b) / (len(a) * len(b))
    assert cliffs_delta(a, b) == pytest.approx(slow)
    assert cliffs_delta(a, b) == -(cliffs_delta(b, a) or 0.0)


@given(scores, scores)
def test_hedges_g_turns_round_with_its_groups(a: list[int], b: list[int]) -> None:
    found = hedges_g(a, b)
    if min(len(a), len(b)) < 2:
        assert found is None
    elif found is not None:
        assert found == -(hedges_g(b, a) or 0.0)
        assert (found > 0) == (sum(a) / len(a) > sum(b) / len(b))
    assert hedges_g(a, a) in (0.0, None)


@given(scores, scores)
def test_hedges_g_of_moments_is_that_of_the_values(a: list[int], b: list[int]) -> None:
    found, expected = hedges_g_of(Moments.of(a, [1] * len(a)), Moments.of(b, [1] * len(b))), hedges_g(a, b)
    assert (found is None) == (expected is None)
    assert found is None or math.isclose(found, expected or 0.0, rel_tol=1e-9, abs_tol=1e-12)


def test_effect_sizes_of_nothing_are_none() -> None:
    assert cliffs_delta([], [1]) is None
    assert hedges_g([1, 1], [2, 2]) is None


# ---------------------------------------------------------------- keyness


@pytest.mark.parametrize("variance", [0, 1], ids=["two_term", "four_term"])
@pytest.mark.parametrize("prior", sorted(REFERENCE["priors"]))
def test_log_odds_equal_the_reference(prior: str, variance: int) -> None:
    """Counts of 297 of 1,343 words, z computed with ConvoKit (two_term) and scattertext (four_term)."""
    words, totals = REFERENCE["words"], (REFERENCE["n1"], REFERENCE["n2"])
    facts = REFERENCE["priors"][prior]
    rules = {
        "pooled_scaled_500": lambda word: 500 * (word["y1"] + word["y2"]) / sum(totals),
        "pooled_counts": lambda word: word["y1"] + word["y2"],
    }
    rule = rules.get(prior, lambda word: facts["alpha_each"])
    found = log_odds(
        {word["word"]: word["y1"] for word in words},
        {word["word"]: word["y2"] for word in words},
        {word["word"]: rule(word) for word in words},
        variance=REFERENCE["variances"][variance].split(":")[0],
        totals=totals,
        prior_total=facts["alpha0"],
    )
    assert len(words) > 250
    for word in words:
        assert found[word["word"]].z == pytest.approx(word["z"][prior][variance], abs=1e-9)


def test_log_odds_equal_the_tiny_reference() -> None:
    tiny = REFERENCE["tiny"]
    first, second = dict(zip(tiny["words"], tiny["y1"], strict=True)), dict(zip(tiny["words"], tiny["y2"], strict=True))
    prior = dict(zip(tiny["words"], tiny["alpha"], strict=True))
    for variance, key in (("two_term", "delta_var_z_2term"), ("four_term", "delta_var_z_4term")):
        found = log_odds(first, second, prior, variance=variance)
        for word, expected in zip(tiny["words"], tiny[key], strict=True):
            assert (found[word].delta, found[word].variance, found[word].z) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("cells", "at"), [(2, 0), (4, 1)])
def test_g2_equals_the_reference(cells: int, at: int) -> None:
    for word in REFERENCE["words"]:
        found = g2(word["y1"], REFERENCE["n1"], word["y2"], REFERENCE["n2"], cells=cells)
        assert found == pytest.approx(word["G2"][at], abs=1e-9)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2))
def test_log_odds_turn_round_with_their_groups(pairs: dict[str, tuple[int, int]]) -> None:
    first, second = {w: a for w, (a, _) in pairs.items()}, {w: b for w, (_, b) in pairs.items()}
    prior = dict.fromkeys(pairs, 0.5)
    here, there = log_odds(first, second, prior), log_odds(second, first, prior)
    assert all(here[word].z == -there[word].z for word in pairs)
    assert all(each.z == 0 for each in log_odds(first, first, prior).values())
    n1, n2 = sum(first.values()), sum(second.values())
    for y1, y2 in pairs.values():
        assert g2(y1, n1, y2, n2) == pytest.approx(g2(y2, n2, y1, n1), abs=1e-9)
        ratio, back = log_ratio(y1, n1, y2, n2), log_ratio(y2, n2, y1, n1)
        assert (ratio is None) == (back is None)
        assert ratio is None or ratio == pytest.approx(-(back or 0.0))


def test_one_word_alone_is_no_key() -> None:
    assert log_odds({"a": 3}, {"a": 4}, {"a": 0.1})["a"].z == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"a": 1}, {}, {}), "no prior"),
        (({"a": 1}, {}, {"a": 0.0}), "above 0"),
    ],
)
def test_a_faulty_prior_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        log_odds(*arguments)


def test_unknown_choices_are_refused() -> None:
    with pytest.raises(OptionError, match="Did you mean 'two_term'"):
        log_odds({}, {}, {"a": 1.0}, variance="two_terms")
    with pytest.raises(OptionError, match="cells"):
        g2(1, 2, 1, 2, cells=3)


def _drawn_by(rng: Any) -> dict[str, Any]:
    """Return the argument that gives scipy its random numbers: renamed in release 1.15."""
    from scipy.stats import bootstrap

    return {"rng" if "rng" in inspect.signature(bootstrap).parameters else "random_state": rng}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_a_share_and_its_complement_have_one_design_effect(pairs: list[tuple[int, int]]) -> None:
    """Else the correction for few documents could fall on one side of a comparison alone."""
    sizes = [first + second for first, second in pairs]
    sides = [[first for first, _ in pairs], [second for _, second in pairs]]
    assert design_effect(sides[0], sizes) == design_effect(sides[1], sizes)
