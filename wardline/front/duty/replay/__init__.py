"""Replays a pack's scenario through the same actions as the web, on a set clock."""

from wardline.front.duty.replay.run import replay

__all__ = ["replay"]
