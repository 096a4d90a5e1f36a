"""What a QR pass says, in few bytes, signed with the installation's own key.

ECDSA over P-256 with SHA-256: every browser's WebCrypto verifies it. The text is
``WL1`` and base 32, which a QR code holds in its dense alphanumeric mode. It says
who, as what, at which home, from when to when, and the serial; nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from django.conf import settings

PREFIX = "WL1"
# signed before the content, so that no other signature can be passed off as one
CONTEXT = b"wardline gate pass 1|"
# positions are written into passes: new kinds go to the end
KINDS = ("resident", "staff", "visitor", "delivery", "vehicle", "contractor")
KINDS += ("ambulance", "inspector")
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ECDSA = ec.ECDSA(hashes.SHA256())
_NAME_BYTES = 60


class Forged(ValueError):
    """The text is no pass of this installation."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the gatekeeper sees."""

    serial: str
    place: str
    kind: str
    name: str
    from_at: datetime
    until_at: datetime


def sign(content: Content) -> str:
    """Write a pass down and sign it with the newest key."""
    kid, key = next(iter(_keys(settings.GATE_KEY).items()))
    body = _packed(kid, content)
    r, s = utils.decode_dss_signature(key.sign(CONTEXT + body, _ECDSA))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return PREFIX + _text32(body + signature)


def read(token: str) -> Content:
    """Verify a pass and return what it says; raises Forged."""
    text = "".join(token.split()).upper().removeprefix(PREFIX)
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
        if _text32(raw) != text:  # one pass has one text
            raise ValueError("Bits left over.")
        body, r, s = raw[:-64], raw[-64:-32], raw[-32:]
        kid, content = _unpacked(body)
        signature = utils.encode_dss_signature(
            int.from_bytes(r, "big"), int.from_bytes(s, "big")
        )
        key = _keys(settings.GATE_KEY)[kid].public_key()
        key.verify(signature, CONTEXT + body, _ECDSA)
    except (ValueError, KeyError, IndexError, InvalidSignature) as error:
        raise Forged("This is no pass of this installation.") from error
    return content


def public_keys() -> dict[str, str]:
    """Return the public keys by id, as WebCrypto's ``raw`` format in base 64."""
    return {
        kid: base64.b64encode(
            key.public_key().public_bytes(
                serialization.Encoding.X962,
                serialization.PublicFormat.UncompressedPoint,
            )
        ).decode()
        for kid, key in _keys(settings.GATE_KEY).items()
    }


@lru_cache(maxsize=4)
def _keys(setting: str) -> Mapping[str, ec.EllipticCurvePrivateKey]:
    """Return keys by id, the signing one first; plain text is key "1"."""
    pairs = [
        part.split(":", 1) if ":" in part else ["1", part] for part in setting.split()
    ]
    return {kid: _key(secret) for kid, secret in pairs}


def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    # 512 bits taken modulo the order: every key as likely as every other
    number = int.from_bytes(hashlib.sha512(b"gate|" + secret.encode()).digest(), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def _packed(kid: str, content: Content) -> bytes:
    minutes = (content.until_at - content.from_at) // timedelta(minutes=1)
    return b"".join(
        [
            _text(kid),
            (int(content.from_at.timestamp()) // 60).to_bytes(4, "big"),
            minutes.to_bytes(2, "big"),
            KINDS.index(content.kind).to_bytes(1, "big"),
            _text(content.serial),
            _text(content.place),
            _text(_shortened(content.name)),
        ]
    )


def _unpacked(body: bytes) -> tuple[str, Content]:
    kid, rest = _taken(body)
    from_at = datetime.fromtimestamp(int.from_bytes(rest[:4], "big") * 60, UTC)
    until_at = from_at + timedelta(minutes=int.from_bytes(rest[4:6], "big"))
    kind = KINDS[rest[6]]
    serial, rest = _taken(rest[7:])
    place, rest = _taken(rest)
    name, rest = _taken(rest)
    if rest:
        raise ValueError("More than a pass says.")
    return kid, Content(serial, place, kind, name, from_at, until_at)


def _text32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _text(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(1, "big") + raw


def _taken(raw: bytes) -> tuple[str, bytes]:
    end = 1 + raw[0]
    if len(raw) < end:
        raise ValueError("Less than a pass says.")
    return raw[1:end].decode(), raw[end:]


def _shortened(name: str) -> str:
    return name.encode()[:_NAME_BYTES].decode(errors="ignore")
