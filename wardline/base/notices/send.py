"""Tell a post something, inside the deed that is its cause."""

from collections.abc import Iterable
from datetime import datetime

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Escalation, Notice
from wardline.base.places import clock


def to(posts: Iterable[Post], code: str, *, url: str = "", **args: object) -> int:
    """Put one notice into the inbox of each post; return how many were sent."""
    made = [
        Notice(
            place_id=post.place_id,
            post=post,
            code=code,
            args=args,
            url=url,
            sent_at=clock.now(),
        )
        for post in posts
    ]
    Notice.objects.bulk_create(made, batch_size=2000)
    return len(made)


def climb(
    posts: Iterable[Post],
    *,
    at: str,
    clock_code: str,
    subject: str,
    rung: int,
    due_at: datetime,
    url: str = "",
    **args: object,
) -> int:
    """Tell the next rung that something at a place ran late, and record the hop."""
    posts = list(posts)
    Escalation.objects.bulk_create(
        Escalation(
            place_id=at,
            clock=clock_code,
            subject=subject,
            rung=rung,
            post=post,
            due_at=due_at,
            told_at=clock.now(),
        )
        for post in posts
    )
    return to(posts, f"late.{clock_code}", url=url, subject=subject, **args)
