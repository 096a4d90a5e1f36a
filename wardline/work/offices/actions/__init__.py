"""Found the authority, open institutions, appoint who answers, and let posts change
hands."""

from wardline.work.offices.actions.covering import delegate, hand_over, take_back
from wardline.work.offices.actions.founding import (
    enter_divisions,
    establish,
    open_institutions,
)
from wardline.work.offices.actions.posts import appoint, end_post

__all__ = [
    "appoint",
    "delegate",
    "end_post",
    "enter_divisions",
    "establish",
    "hand_over",
    "open_institutions",
    "take_back",
]
