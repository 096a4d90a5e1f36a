"""Builders of small true worlds: call them inside a test that uses the database."""

from tests.factories.world import World, world

__all__ = ["World", "world"]
