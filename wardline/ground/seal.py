"""Fingerprints that anyone can recompute: canonical bytes, a tree of leaves, a chain
of days. Same facts, same bytes, in any language (RFC 8785, RFC 6962)."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

Sealable: TypeAlias = (
    "bool | int | str | Sequence[Sealable] | Mapping[str, Sealable] | None"
)

# beyond this a JavaScript verifier would read another number
LARGEST = 2**53 - 1


def canonical_bytes(plain: Sealable) -> bytes:
    """Write plain data in its one canonical form (RFC 8785, integers only, NFC)."""
    text = json.dumps(_ordered(plain), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def fingerprint(plain: Sealable) -> str:
    """Return the SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical_bytes(plain)).hexdigest()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of the leaves (RFC 6962, section 2.1)."""
    level = [_sha256(b"\0" + leaf) for leaf in leaves]
    # pairing level by level, an odd last one carried up, builds RFC 6962's very tree
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [_sha256(b"\1" + left + right) for left, right in pairs] + odd
    return level[0] if level else _sha256(b"")


def chain(previous: str, root: str, day: date) -> str:
    """Bind a day's root to the seal of the day before ("" for the first day)."""
    return fingerprint({"day": day.isoformat(), "previous": previous, "root": root})


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _ordered(plain: Sealable) -> Sealable:
    match plain:
        case None | bool():
            return plain
        case int():
            if abs(plain) > LARGEST:
                raise ValueError("seal.integer_too_large", plain)
            return plain
        case str():
            return unicodedata.normalize("NFC", plain)
        case list() | tuple():
            return [_ordered(item) for item in plain]
        case Mapping():
            return _ordered_mapping(plain)
    raise TypeError("seal.not_plain", type(plain).__name__)


def _ordered_mapping(plain: Mapping[str, Sealable]) -> Sealable:
    if not all(isinstance(key, str) for key in plain):
        raise TypeError("seal.key_not_text")
    ordered = {unicodedata.normalize("NFC", key): plain[key] for key in plain}
    if len(ordered) != len(plain):
        raise ValueError("seal.keys_collide")
    # RFC 8785 sorts by UTF-16 units, which differs from code points beyond U+FFFF
    keys = sorted(ordered, key=lambda key: key.encode("utf-16-be"))
    return {key: _ordered(ordered[key]) for key in keys}
