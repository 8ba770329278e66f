"""The kernel answers as the slow reference does, for any words and for names as people write them."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reference_scorer as reference
from support.kernels import index_of, kernel_over
from support.listings import company, person, vessel

from ostrakon.matching.kernel import sounds_of, word_similarity
from ostrakon.matching.scoring.weights import WEIGHTS
from ostrakon.model import Kind
from ostrakon.names import Role, Token, analyse

KINDS = get_args(Kind)
NEARLY = 1e-9
# A search gives four digits, and keeps the rarity of listed words in single precision.
ROUNDED = 0.00011

# What the kernel's rules look for: spellings of one sound, articles, letters that look like two.
_SPELLINGS = "sch shch tsch kh gh zh th dh ph ts tz cz dj ck qu ou oo ee ae x j h y c al el ul rn m cl d sk w"
PIECES = [*_SPELLINGS.split(), *"aeiourlntks"]
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
digits = st.text("0123456789", min_size=1, max_size=5)
mixed = st.text("abrnmcl0158", min_size=1, max_size=8)
words = letters | pieces | mixed


def tokens_of(texts):
    """Tokens of every role and sense that the analysis can give them."""
    return st.builds(
        lambda text, role, form, unvowelled, sense: (
            Token(text, Role.NUMBER)
            if text.isdigit()
            else Token(text, role, form, unvowelled and text.isalpha(), sense)
        ),
        texts,
        st.sampled_from([Role.WORD, Role.WORD, Role.WORD, Role.PARTICLE, Role.TITLE, Role.GENERIC]),
        st.sampled_from([0, 0, 0, 0, 1, 2, 255]),
        st.sampled_from([False, False, True]),
        st.sampled_from([0, 0, 0, 1, 2]),
    )


@st.composite
def slips(draw, texts=letters):
    """A word, and the same with up to three letters changed, left out, doubled or exchanged."""
    one = draw(texts)
    other = one
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(other) - 1))
        letter = draw(st.sampled_from("aeioukhysz01"))
        before, here, after = other[:place], other[place], other[place + 1 :]
        changed = [
            before + letter + after,
            before + after,
            before + here + here + after,
            before + letter + here + after,
        ]
        if after:
            changed.append(before + after[0] + here + after[1:])
        other = draw(st.sampled_from(changed)) or one
    return one, other


@settings(max_examples=400, deadline=None)
@given(words | digits)
def test_words_sound_alike_to_both(text):
    heard, consonants = sounds_of(text)
    assert heard.decode() == reference.sounds(text)
    kinds = {kind for kind in range(32) if consonants >> kind & 1}
    assert kinds == reference.consonants(reference.sounds(text))


@settings(max_examples=500, deadline=None)
@given(tokens_of(words | digits), tokens_of(words | digits))
def test_any_two_words_are_as_similar_to_both(one, other):
    expected = reference.similarity(one, other, WEIGHTS)
    assert word_similarity(one, other, WEIGHTS) == pytest.approx(expected, abs=NEARLY)


@settings(max_examples=600, deadline=None)
@given(slips(words), st.booleans(), st.booleans())
def test_a_word_and_its_slips_are_as_similar_to_both(pair, one_unvowelled, other_unvowelled):
    texts = [text.strip("0123456789") or "a" if one_unvowelled or other_unvowelled else text for text in pair]
    one, other = (
        Token(text, unvowelled=unvowelled and text.isalpha())
        for text, unvowelled in zip(texts, (one_unvowelled, other_unvowelled), strict=True)
    )
    expected = reference.similarity(one, other, WEIGHTS)
    assert word_similarity(one, other, WEIGHTS) == pytest.approx(expected, abs=NEARLY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khrushchev", "chruschtschow"),
        ("hussein", "husayn"),
        ("alassad", "assad"),
        ("saratovskiy", "saratov"),
        ("vlad", "vladimir"),
        ("bemard", "bernard"),
        ("0sama", "osama"),
        ("b", "bashar"),
        ("x" * 48, "x" * 47 + "y"),
        ("wxyz" * 12, "zyxw" * 12),
    ],
)
def test_the_cases_the_kernel_names_are_as_similar_to_both(one, other):
    expected = reference.similarity(Token(one), Token(other), WEIGHTS)
    assert word_similarity(Token(one), Token(other), WEIGHTS) == pytest.approx(expected, abs=NEARLY)


# ---- names ----------------------------------------------------------------------------------------

NAMES = [
    "Bashar AL-ASSAD", "ASSAD, Bashar Hafez", "Башар Асад", "بشار الأسد", "BasharAssad", "Dr B. al Assad",
    "Bshr Assd", "Abdul Rahman YASIN", "Abd al-Rahman Yasin", "عبد الرحمن ياسين", "AbdulRahman",
    "Muhammad Hasan", "Mohamed HASSAN", "محمد حسن", "Usama BIN LADIN", "0sama bin Lad1n", "김정은",
    "KIM Jong Un", "习近平", "Xi Jinping", "Сергей Викторович Лавров", "Sergei Lavrov", "Serg Lavr",
    "Vladimir Vladimirovich Put",
    "THE", "General von der", "ISLAMIC STATE OF IRAQ AND THE LEVANT", "Islamic State", "ISIS",
    "Joint Stock Company ROSOBORONEXPORT", "ОАО Рособоронэкспорт", "Rosoboron Export Ltd",
    "Saratov Machine Plant", "Саратовский машиностроительный завод", "Commercial Bank of Syria",
    "المصرف التجاري السوري", "上海国际贸易有限公司", "Shanghai International Trading Co., Ltd.", "HORIZON 7",
    "Horizon 8", "HORIZON7", "Horizon VII", "GRACE 1", "General Grace", "A B C D",
    "MV 12 34", "Trading Group",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    parts = [
        *(person(f"p{n}", name) for n, name in enumerate(NAMES)),
        *(company(f"c{n}", name) for n, name in enumerate(NAMES)),
        *(vessel(f"v{n}", name) for n, name in enumerate(NAMES)),
        person("weak", "Somebody ELSE", weak=("Horizon", "Bashar the Grace")),
        *(person(f"f{n}", f"Filler{n:03d} PERSON{n % 7}") for n in range(100)),
    ]
    return index_of(parts, tmp_path_factory.mktemp("reference") / "list")


@pytest.fixture(scope="module")
def kernel(index):
    return kernel_over(index)


def assert_both_say_the_same(kernel, asked, listed, kind):
    told = kernel.compare(asked, listed, KINDS.index(kind))
    expected = reference.compared(
        asked, kernel.rarities(asked), listed, kernel.rarities(listed), kind, WEIGHTS
    )
    assert told.keys() == expected.keys()
    pairs, expected_pairs = told.pop("pairs"), expected.pop("pairs")
    assert [pair[:4] for pair in pairs] == [pair[:4] for pair in expected_pairs]
    assert [pair[4] for pair in pairs] == pytest.approx([pair[4] for pair in expected_pairs], abs=NEARLY)
    assert told == pytest.approx(expected, abs=NEARLY)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(tokens_of(words | digits), max_size=6),
    st.lists(tokens_of(words | digits), max_size=6),
    st.sampled_from(KINDS),
)
def test_any_two_names_score_the_same_with_both(kernel, asked, listed, kind):
    assert_both_say_the_same(kernel, asked, listed, kind)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(slips() | slips(pieces), min_size=1, max_size=5), st.randoms(use_true_random=False), st.data()
)
def test_a_name_and_its_slips_score_the_same_with_both(kernel, pairs, random, data):
    asked = [Token(one) for one, _ in pairs]
    listed = [Token(other) for _, other in pairs]
    random.shuffle(listed)
    if data.draw(st.booleans(), "written together") and len(listed) > 1:
        listed[:2] = [Token(listed[0].text + listed[1].text)]
    assert_both_say_the_same(kernel, asked, listed, data.draw(st.sampled_from(KINDS), "kind"))


def edited(name):
    """The name as given, shortened, without a blank, without vowels, or with a word more."""
    return st.one_of(
        st.just(name),
        st.integers(1, len(name)).map(lambda length: name[:length]),
        st.just(name.replace(" ", "", 1)),
        st.just("".join(letter for letter in name if letter not in "aeiou")),
        st.sampled_from(NAMES).map(lambda other: f"{name} {other}"),
        st.just(" ".join(reversed(name.split()))),
    )


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(NAMES).flatmap(edited),
    st.sampled_from(NAMES).flatmap(edited),
    st.sampled_from(KINDS),
    st.sampled_from(["person", "thing", "any"]),
)
def test_names_in_all_scripts_score_the_same_with_both(kernel, one, other, kind, asked_as):
    listed = analyse(other, "person" if kind == "Person" else "thing")
    assert_both_say_the_same(kernel, analyse(one, asked_as).tokens, listed.tokens, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_and_its_own_edits_score_the_same_with_both(kernel, kind):
    for name in NAMES:
        for changed in (
            name[: len(name) * 2 // 3],
            name.replace(" ", ""),
            f"{name} Unrelated",
            name.swapcase(),
        ):
            listed = analyse(name, "person" if kind == "Person" else "thing")
            assert_both_say_the_same(kernel, analyse(changed).tokens, listed.tokens, kind)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES).flatmap(edited), st.sampled_from(["person", "thing", "any"]))
def test_a_search_gives_each_listing_the_reference_score_of_its_best_name(kernel, index, name, asked_as):
    tokens = analyse(name, asked_as).tokens
    for _, listing, number, score in kernel.search(tokens, -1, 0.0001, 10_000, 10_000):
        scores = {n: reference_score(kernel, index, tokens, n) for n in index.names_of([listing])}
        assert score == pytest.approx(scores[number], abs=ROUNDED)
        assert score == pytest.approx(max(scores.values()), abs=ROUNDED)


def reference_score(kernel, index, tokens, number):
    listed = index.name(number)
    said = reference.compared(
        tokens,
        kernel.rarities(tokens),
        listed.tokens,
        kernel.rarities(listed.tokens),
        index.kind(listed.listing),
        WEIGHTS,
    )
    heavy = [token for token in listed.tokens if token.role != Role.PARTICLE]
    factor = WEIGHTS.weak_alias_of_one_word if len(heavy) <= 1 else WEIGHTS.weak_alias
    return said["score"] * (factor if listed.strength == "weak" else 1)
