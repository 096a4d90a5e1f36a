"""Personal columns: encrypted at rest, found by a blind index, shown masked.

AES-256-GCM bound to table and column, so that a value moved elsewhere does not open.
An unkeyed hash of a resident ID can be reversed by counting; the index is an HMAC.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _keys(setting: str) -> dict[str, bytes]:
    """Return keys by id, the encrypting one first. Plain text is key "1"."""
    pairs = [
        part.split(":", 1) if ":" in part else ("1", part) for part in setting.split()
    ]
    return {name: hashlib.sha256(secret.encode()).digest() for name, secret in pairs}


def encrypt(text: str, where: str) -> str:
    """Encrypt a value for ``where`` ("table.column")."""
    name, key = next(iter(_keys(settings.PERSONAL_KEY).items()))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), f"{where}|{name}".encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, where: str) -> str:
    """Open a value; raises ValueError if the key is gone or the value was moved."""
    name, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    try:
        key = _keys(settings.PERSONAL_KEY)[name]
        plain = AESGCM(key).decrypt(raw[:12], raw[12:], f"{where}|{name}".encode())
    except (KeyError, InvalidTag) as error:
        raise ValueError(
            f"A value of {where} does not open with key {name}."
        ) from error
    return plain.decode()


def blind(text: str) -> str:
    """Return the keyed index under which equal numbers meet."""
    # the last key stays when a new one is put in front: the index survives rotation
    key = list(_keys(settings.PERSONAL_KEY).values())[-1]
    return hmac.new(key, b"blind|" + text.encode(), hashlib.sha256).hexdigest()[:32]


def masked(number: str) -> str:
    """Show a number so that its owner knows it and nobody else learns it."""
    return number[:4] + "*" * max(0, len(number) - 8) + number[-4:] if number else ""


class EncryptedText(models.TextField):
    """A text column encrypted at rest; in Python it is the plain text."""

    def _where(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value, self._where()) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value, self._where()) if value else value
