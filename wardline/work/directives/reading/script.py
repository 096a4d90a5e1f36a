"""Knows Chinese characters: which are Han, which script a text is in, how one reads."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

HAN = "㐀-䶿一-鿿豈-﫿𠀀-𳎯〇"
HAN_SIGN = re.compile(f"[{HAN}]")


@cache
def _converter(config: str) -> Any:
    # loaded when first needed: the dictionaries take a while
    from opencc import OpenCC

    return OpenCC(config)


def simplified(text: str) -> str:
    """Turn traditional characters (as written in Taiwan) into simplified ones."""
    return str(_converter("tw2s").convert(text))


def _differing(text: str, other: str) -> int:
    return sum(a != b for a, b in zip(text, other, strict=False))


def traditional(text: str) -> bool:
    """Say whether more characters are traditional only than simplified only."""
    signs = "".join(HAN_SIGN.findall(text[:200_000]))
    as_traditional = _differing(signs, _converter("s2tw").convert(signs))
    return _differing(signs, simplified(signs)) > as_traditional


def chinese(text: str) -> bool:
    """Say whether the text is mainly Chinese: a tenth of its signs will do."""
    sample = text[:200_000]
    return 10 * len(HAN_SIGN.findall(sample)) >= len("".join(sample.split())) > 0


def _bare(reading: str) -> str:
    """Reduce a reading to its letters: no tone, no case, ü as u."""
    parts = unicodedata.normalize("NFD", reading.lower()).replace("v", "u")
    return "".join(sign for sign in parts if "a" <= sign <= "z")


@lru_cache(maxsize=4096)
def readings(character: str) -> frozenset[str]:
    """Give every reading of a character, without tones."""
    from pypinyin import Style, pinyin

    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True) or [[]]
    return frozenset(_bare(reading) for reading in found)


def reads(character: str, gloss: str) -> bool:
    """Say whether the gloss is a reading of the character."""
    return bool(bare := _bare(gloss)) and bare in readings(character)
