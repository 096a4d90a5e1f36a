"""Say that two records are one person's, and take that back."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import signed
from wardline.core.roster.models import Merge, Person


def merge_people(
    *, by: Post, person: Person, into: Person, note: str = "", key: str | None = None
) -> Merge:
    """Make one record a second one of another: from now on the facts of both are judged
    together, and lists show the one that stays. Nothing is overwritten."""
    with deed(by=by, verb=Verb.MERGE_PEOPLE, at=person.place_id, key=key) as noted:
        _refuse_two_people(by, person, into)
        merge = Merge.objects.create(
            **signed(by, person, clock.now()), into=into, note=note.strip()
        )
        noted(merge, person=person.pk, into=into.pk)
    return merge


def part_people(*, by: Post, merge: Merge, key: str | None = None) -> Merge:
    """Take a merge back: they were two people. Both entries stay."""
    with deed(by=by, verb=Verb.PART_PEOPLE, at=merge.place_id, key=key) as noted:
        if queries.merge(by, merge.pk) is None:
            raise refusal("roster.parted_already")
        told = signed(by, merge.person, clock.now())
        parted = Merge.objects.create(**told, supersedes=merge)
        noted(parted, person=merge.person_id, into=merge.into_id)
    return parted


def _refuse_two_people(by: Post, person: Person, into: Person) -> None:
    if person.pk == into.pk:
        raise refusal("roster.merge_with_itself")
    if person.place_id != into.place_id:
        raise refusal("roster.merge_two_houses")
    known = queries.same(by)
    if {person.pk, into.pk} & known.keys():
        raise refusal("roster.merged_already")
    if isolation := queries.open_isolation(person):
        raise refusal(
            "roster.merge_isolated", name=person.name, from_at=isolation.from_at
        )
    group = [*queries.members(by, person), *queries.members(by, into)]
    numbers = Person.objects.filter(pk__in=group).exclude(id_index="")
    if numbers.values("id_index").distinct().count() > 1:
        raise refusal("roster.merge_two_numbers")
