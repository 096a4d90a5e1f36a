"""The one check of right: the post holds, the role has the verb, the place is own."""

from django.core.exceptions import PermissionDenied

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.places import clock
from wardline.base.ui import wording


class NotAllowed(PermissionDenied):
    """The post may not do this here, or holds no longer. ``code`` says which."""

    def __init__(self, code: str, *, post: Post, verb: Verb, at: str) -> None:
        self.code, self.post, self.verb, self.at = code, post, verb, at
        super().__init__(str(wording.say(code)))


def require(by: Post, verb: Verb, at: str) -> None:
    """Raise NotAllowed unless the post may do the verb at the place, now."""
    on = clock.today()
    if by.from_on > on or (by.until_on is not None and by.until_on <= on):
        raise NotAllowed("post_ended", post=by, verb=verb, at=at)
    if not by.may(verb):
        raise NotAllowed("not_in_role", post=by, verb=verb, at=at)
    if not by.reaches(at):
        raise NotAllowed("not_your_place", post=by, verb=verb, at=at)
