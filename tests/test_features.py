"""`FramingFeatures`: the conventions of scikit-learn, the meaning of the columns, and what bad input gets."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing

sklearn = pytest.importorskip("sklearn")
numpy = pytest.importorskip("numpy")

from sklearn.base import clone  # noqa: E402
from sklearn.exceptions import NotFittedError  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import GridSearchCV  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils import estimator_checks  # noqa: E402

from framing.features import KINDS, FramingFeatures  # noqa: E402

LEXICON = framing.parse_lexicon("""
[lexicon]
name = "towns"
title = "A town with two names"
language = "en"
version = "1.0.0"

[sides.north]
label = "Northern"
opposes = ["south"]

[sides.south]
label = "Southern"
opposes = ["north"]

[[referents]]
id = "town"
label = "the town"
kind = "place"

[[referents.variants]]
name = "Upperton"
side = "north"
loading = "marked"
source = "made up for this test"

[[referents.variants]]
name = "Lowerton"
side = "south"
loading = "marked"
source = "made up for this test"

[[referents]]
id = "rulers"
label = "those who rule the town"
kind = "group"

[[referents.variants]]
name = "usurpers"
side = "south"
loading = "loaded"
source = "made up for this test"
""")
NORTH = "Upperton is calm. “Lowerton will never yield,” said Ana Petrova."
SOUTH = "The usurpers fled Lowerton, and Lowerton rejoiced at last."
NEITHER = "Rain is expected in the valley tomorrow."
TEXTS = [NORTH, SOUTH, NEITHER]


def columns(features: FramingFeatures, matrix: Any) -> dict[str, list[float]]:
    return {name: list(matrix[:, at]) for at, name in enumerate(features.get_feature_names_out())}


# ---------------------------------------------------------------- what the columns mean


def test_a_name_has_its_share_of_the_referent() -> None:
    features = FramingFeatures(LEXICON, include=["naming"])
    assert columns(features, features.fit_transform(TEXTS)) == {
        "naming:rulers=usurpers": [1.0, 1.0, 1.0],  # named in one text alone: the mean fills the others
        "naming:town=Lowerton": [0.5, 1.0, 0.75],
        "naming:town=Upperton": [0.5, 0.0, 0.25],
    }


def test_the_mode_chooses_the_mentions() -> None:
    features = FramingFeatures(LEXICON, include=["sides"], mode="own")
    assert columns(features, features.fit_transform([NORTH, SOUTH])) == {
        "side:neutral": [0.0, 0.0],
        "side:north": [1.0, 0.0],
        "side:south": [0.0, 1.0],
    }


def test_loading_is_a_rate_per_1000_words() -> None:
    features = FramingFeatures(LEXICON, include=["loading"])
    held = columns(features, features.fit_transform([SOUTH]))
    words = len(framing.split_words(SOUTH))
    assert held["loading:loaded"] == [1000 / words]
    assert held["loading:marked"] == [2000 / words]


def test_measures_are_those_of_the_profile() -> None:
    document = framing.load_seeds()[0]
    features = FramingFeatures("karabakh")
    held = columns(features, features.fit_transform([document]))
    measured = framing.profile(document, "karabakh")
    assert held["sentiment:mean"] == [measured.sentiment.mean]
    assert held["mode:quoted"] == [measured.attribution.shares["quoted"]]
    assert held["sourcing:effective_sources"] == [measured.attribution.effective_sources]
    assert held["readability:lix"] == [measured.readability.lix]
    for referent, toward in measured.sentiment.toward.items():
        assert held[f"toward:{referent}"] == [toward.mean]
    assert {name.partition(":")[0] for name in held} == {
        "naming", "side", "loading", "distance", "mode", "sourcing", "cue", "sentiment", "toward", "readability"
    }  # fmt: skip


def test_documents_readings_and_profiles_are_as_good_as_texts() -> None:
    features = FramingFeatures(LEXICON).fit(TEXTS)
    wanted = features.transform(TEXTS)
    others: list[Callable[[str], Any]] = [
        framing.Document,
        framing.read_voices,
        lambda text: framing.profile(text, LEXICON),
        numpy.str_,
    ]
    for wrap in others:
        assert numpy.array_equal(features.transform([wrap(text) for text in TEXTS]), wanted)
    assert numpy.array_equal(features.transform(numpy.array(TEXTS)), wanted)
    assert numpy.array_equal(features.transform(iter(TEXTS)), wanted)


def test_what_is_missing_is_a_mean_or_nan() -> None:
    filled = FramingFeatures(LEXICON).fit_transform(TEXTS)
    assert numpy.isfinite(filled).all()
    features = FramingFeatures(LEXICON, missing="nan")
    held = columns(features, features.fit_transform(TEXTS))
    assert math.isnan(held["naming:town=Upperton"][2])
    assert math.isnan(held["readability:lix"][0])
    unseen = FramingFeatures(LEXICON).fit([NORTH]).transform([SOUTH])
    assert numpy.isfinite(unseen).all()


def test_rare_names_have_no_column() -> None:
    names = FramingFeatures(LEXICON, min_documents=2).fit(TEXTS).get_feature_names_out()
    assert "naming:town=Lowerton" in names
    assert "naming:town=Upperton" not in names
    assert "toward:rulers" not in names


def test_without_a_lexicon_there_are_features_of_no_name() -> None:
    names = FramingFeatures().fit(TEXTS).get_feature_names_out()
    assert "mode:quoted" in names
    assert not [name for name in names if name.startswith(("naming", "side", "loading", "distance", "toward"))]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_had_alone(kind: str) -> None:
    names = FramingFeatures(LEXICON, include=[kind]).fit(TEXTS).get_feature_names_out()
    assert len(names)
    assert len({name.partition(":")[0] for name in names}) == 1


# ---------------------------------------------------------------- the conventions of scikit-learn


@pytest.mark.parametrize(
    "name",
    [
        "check_do_not_raise_errors_in_init_or_set_params",
        "check_estimator_cloneable",
        "check_estimator_repr",
        "check_estimator_tags_renamed",
        "check_get_params_invariance",
        "check_mixin_order",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_set_params",
        "check_valid_tag_types",
    ],
)
def test_each_check_of_scikit_learn_that_needs_no_matrix_passes(name: str) -> None:
    check = getattr(estimator_checks, name, None)
    if check is None:
        pytest.skip(f"this version of scikit-learn has no {name}")
    check("FramingFeatures", FramingFeatures())


@pytest.mark.filterwarnings("ignore:Can't test estimator")
def test_check_estimator_passes() -> None:
    # Of an estimator that takes no matrices, it checks what the tags allow.
    estimator_checks.check_estimator(FramingFeatures())


def test_the_tags_say_that_it_takes_texts() -> None:
    tags = sklearn.utils.get_tags(FramingFeatures())
    assert tags.input_tags.string
    assert tags.input_tags.one_d_array
    assert not tags.input_tags.two_d_array
    assert not tags.target_tags.required


def test_fitting_changes_no_parameter_and_transforming_no_state() -> None:
    features = FramingFeatures(LEXICON, include=["naming"])
    before = features.get_params()
    features.fit(TEXTS)
    assert features.get_params() == before
    state = pickle.dumps(features.__dict__)
    features.transform(TEXTS)
    assert pickle.dumps(features.__dict__) == state


def test_fit_transform_is_fit_then_transform() -> None:
    assert numpy.array_equal(
        FramingFeatures(LEXICON).fit_transform(TEXTS), FramingFeatures(LEXICON).fit(TEXTS).transform(TEXTS)
    )


def test_rows_do_not_depend_on_their_neighbours() -> None:
    features = FramingFeatures(LEXICON).fit(TEXTS)
    whole = features.transform(TEXTS)
    parts = numpy.vstack([features.transform([text]) for text in TEXTS])
    assert numpy.array_equal(whole, parts)
    assert numpy.array_equal(features.transform(TEXTS[::-1]), whole[::-1])


def test_columns_do_not_depend_on_the_order_of_texts() -> None:
    one, other = (FramingFeatures(LEXICON).fit(texts) for texts in (TEXTS, TEXTS[::-1]))
    assert list(one.get_feature_names_out()) == list(other.get_feature_names_out())
    assert one.means_ == other.means_


def test_cloning_and_pickling_keep_what_they_should() -> None:
    features = FramingFeatures("karabakh", include=["naming"], mode="own").fit(TEXTS)
    copy = clone(features)
    assert copy.get_params() == features.get_params()
    assert not hasattr(copy, "feature_names_out_")
    again = pickle.loads(pickle.dumps(features))  # noqa: S301
    assert numpy.array_equal(again.transform(TEXTS), features.transform(TEXTS))


def test_output_has_the_names_of_its_columns() -> None:
    pandas = pytest.importorskip("pandas")
    features = FramingFeatures(LEXICON).set_output(transform="pandas")
    frame = features.fit_transform(pandas.Series(TEXTS, index=["a", "b", "c"]))
    assert list(frame.columns) == list(features.get_feature_names_out())
    assert frame["naming:town=Lowerton"].tolist() == [0.5, 1.0, 0.75]


def test_a_search_over_parameters_finds_the_mode_that_tells() -> None:
    """Sources call the town by both names; only the authors' own names tell the outlets apart."""
    said = "“Upperton and Lowerton will talk,” said Ana Petrova. "
    texts = [f"{said}{town} is calm on day {day}." for day in range(6) for town in ("Upperton", "Lowerton")]
    outlets = ["North", "South"] * 6
    model = make_pipeline(FramingFeatures(LEXICON, include=["naming"]), LogisticRegression())
    search = GridSearchCV(model, {"framingfeatures__mode": ["quoted", "own"]}, cv=2).fit(texts, outlets)
    assert search.best_params_ == {"framingfeatures__mode": "own"}
    assert search.best_score_ == 1.0


def test_a_linear_model_finds_what_sets_the_outlets_apart() -> None:
    north = [f"Upperton is calm on day {day}. Nobody left Upperton." for day in range(6)]
    south = [f"Lowerton is calm on day {day}. The usurpers left Lowerton." for day in range(6)]
    texts, outlets = north + south, ["North"] * 6 + ["South"] * 6
    model = make_pipeline(
        FramingFeatures(LEXICON, include=["naming", "loading"]), StandardScaler(), LogisticRegression()
    )
    model.fit(texts, outlets)
    unseen = [
        "Upperton is calm on day 7. Everybody left Upperton.",
        "Lowerton is calm on day 7. Usurpers left Lowerton.",
    ]
    assert list(model.predict(unseen)) == ["North", "South"]
    weights = dict(zip(model[:-1].get_feature_names_out(), model[-1].coef_[0], strict=True))
    assert weights["naming:town=Upperton"] < 0 < weights["naming:town=Lowerton"]
    assert weights["loading:loaded"] > 0


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_texts_give_finite_numbers(texts: list[str]) -> None:
    assert numpy.isfinite(FramingFeatures(LEXICON).fit(TEXTS).transform(texts)).all()


# ---------------------------------------------------------------- what bad input gets


def test_before_fit_it_says_so() -> None:
    with pytest.raises(NotFittedError):
        FramingFeatures().transform(TEXTS)
    with pytest.raises(NotFittedError):
        FramingFeatures().get_feature_names_out()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"include": ["name"]}, "Did you mean 'naming'"),
        ({"include": "naming"}, "write \\['naming'\\]"),
        ({"mode": "said"}, "unknown mode 'said'"),
        ({"missing": "zero"}, "unknown value of missing"),
        ({"min_documents": 0}, "from 1 up, not 0"),
    ],
)
def test_an_unusable_parameter_is_refused_by_fit(options: dict[str, Any], message: str) -> None:
    features = FramingFeatures(LEXICON, **options)
    with pytest.raises(framing.OptionError, match=message):
        features.fit(TEXTS)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ("one text", "not a single str"),
        ([], "X is empty"),
        ([1, 2], r"X\[0\] is no text"),
        (numpy.array([["a", "b"]]), "one column of texts"),
        (7, "not int"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(texts: Any, message: str) -> None:
    with pytest.raises(framing.OptionError, match=message):
        FramingFeatures().fit(texts)


def test_a_profile_of_another_lexicon_is_refused() -> None:
    with pytest.raises(framing.OptionError, match="another lexicon than 'towns'"):
        FramingFeatures(LEXICON).fit([framing.profile(NORTH)])


def test_without_scikit_learn_the_error_names_the_command() -> None:
    code = (
        "import sys; sys.modules['sklearn'] = None\n"
        "import framing\n"
        "try:\n    framing.FramingFeatures()\n"
        "except framing.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'comparative-framing[sklearn]'" in done.stdout


def test_importing_framing_imports_no_scikit_learn() -> None:
    code = "import sys, framing; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
