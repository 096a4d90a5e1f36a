"""One line of a desk: what there is to do, how much of it, where, until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wardline.base.ui import wording


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to do now; ``ok`` is done and fades."""

    code: str
    url: str
    state: str  # ok | wait | late | alarm | neutral
    count: int | None = None
    due_at: datetime | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    # what the state says here: a code, else the state's own word
    word: str = ""

    @property
    def done(self) -> bool:
        return self.state == "ok"

    @property
    def words(self) -> Any:
        return wording.say(f"desk.{self.code}", count=self.count, **self.args)

    @property
    def tag(self) -> Any:
        word = self.word or ("done" if self.done else "")
        return wording.say(f"desk.{word}", **self.args) if word else ""
