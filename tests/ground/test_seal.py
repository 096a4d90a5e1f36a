"""Seals: the same facts give the same bytes; any change gives other ones."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground import seal

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-seal.LARGEST, seal.LARGEST)
    | st.text('aé防\U0001f600"\\\n\x00'),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abcé防"), inner),
    max_leaves=12,
)


def test_canonical_bytes_sort_keys_as_rfc_8785_shows():
    # RFC 8785, section 3.2.3: the order of the keys of its example
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600"]
    # U+FB33 is decomposed by NFC, so it is judged apart
    keys.remove("\ufb33")

    written = seal.canonical_bytes(dict.fromkeys(keys, 0)).decode()

    places = [written.index(f'"{key}"' if key != "\r" else '"\\r"') for key in expected]
    assert places == sorted(places)


def test_canonical_bytes_escape_only_what_must_be():
    text = '\u20ac$\u000f\nA\'B"\\\\"/'  # the string of RFC 8785, section 3.2.2
    expected = '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'

    assert seal.canonical_bytes(text) == expected.encode()


def test_canonical_bytes_have_no_spaces_and_keep_list_order():
    facts = {"b": [3, 1, True, None], "a": "防线"}

    assert seal.canonical_bytes(facts) == '{"a":"防线","b":[3,1,true,null]}'.encode()


def test_canonical_bytes_compose_accents():
    assert seal.canonical_bytes({"e\u0301": "e\u0301"}) == '{"é":"é"}'.encode()


@pytest.mark.parametrize(
    "value", [1.5, Decimal("1.5"), date(2020, 3, 1), b"x", {1, 2}, {1: "x"}]
)
def test_canonical_bytes_refuse_what_has_no_one_spelling(value):
    with pytest.raises(TypeError):
        seal.canonical_bytes({"value": value})


@pytest.mark.parametrize(
    "value",
    [seal.LARGEST + 1, {"e\u0301": 1, "é": 2}, "\ud800"],
    ids=["large", "collide", "lone surrogate"],
)
def test_canonical_bytes_refuse_what_others_would_read_differently(value):
    with pytest.raises(ValueError):
        seal.canonical_bytes(value)


def test_fingerprint_is_sha256_in_hex():
    assert seal.fingerprint({}) == hashlib.sha256(b"{}").hexdigest()


@given(st.dictionaries(st.text("abcdef", min_size=1), plain))
def test_fingerprint_ignores_the_order_of_keys(facts):
    turned = dict(reversed(facts.items()))

    assert seal.fingerprint(turned) == seal.fingerprint(facts)


@given(plain)
def test_canonical_bytes_lose_nothing(facts):
    assert json.loads(seal.canonical_bytes(facts)) == facts


# Roots of the first leaves of the published test data of Certificate Transparency
# (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc)
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", CT_ROOTS)
def test_tree_hash_gives_the_published_roots(size):
    assert seal.tree_hash(CT_LEAVES[:size]).hex() == CT_ROOTS[size]


def test_chain_changes_with_each_of_its_parts():
    first = seal.chain("", "aa", date(2020, 2, 1))
    others = {
        seal.chain(first, "aa", date(2020, 2, 1)),
        seal.chain("", "ab", date(2020, 2, 1)),
        seal.chain("", "aa", date(2020, 2, 2)),
    }

    assert first == seal.chain("", "aa", date(2020, 2, 1))
    assert len(others | {first}) == 4
