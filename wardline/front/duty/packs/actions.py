"""The one deed that a pack is loaded in."""

from collections.abc import Iterator
from contextlib import contextmanager

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed


@contextmanager
def load(*, by: Post, pack: str, fingerprint: str) -> Iterator[None]:
    """Hold one deed open while the rooms take in their part of a pack."""
    with deed(by=by, verb=Verb.LOAD_PACK, at=by.place_id) as note:
        yield
        note("pack", pack=pack, fingerprint=fingerprint)
