"""A home that was drawn and cannot be visited: the next reserve, with the reason."""

from __future__ import annotations

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.ground.methods import waves as rules
from wardline.work.inspection import guards, queries, revisits, versions
from wardline.work.inspection.models import Plan, Substitution, Visit


def substitute(
    *, by: Post, visit: Visit, reason: str, note: str = "", key: str | None = None
) -> Substitution:
    """Put the next reserve of its area in a home's place; nobody chooses which.

    Both stay in the record, with the reason, and are published with the draw.
    """
    with deed(by=by, verb=Verb.SUBSTITUTE, at=visit.place_id, key=key) as write:
        kept = guards.replaceable(by, visit, reason)
        Plan.objects.select_for_update(of=("self",)).get(pk=kept.wave.plan_id)
        home = rules.next_reserve(
            kept.wave.publication, kept.institution_id, queries.replaced(kept.wave)
        )
        made = Substitution.objects.create(
            place_id=kept.place_id,
            visit=kept,
            reserve=_visit_in_place_of(by, kept, home) if home else None,
            reason=reason,
            note=note,
            substituted_at=clock.now(),
            substituted_by=by,
        )
        revisits.keep_drawn(kept.wave.plan)
        team = accounts.posts(by).filter(pk__in=[*kept.team.post_ids, *kept.crew_ids])
        url = reverse("inspection:index")
        send.to(team, "visit.substituted", url=url, number=1 if home else 0)
        write(made, visit=kept.pk, reason=reason, reserve=made.reserve_id)
    return made


def _visit_in_place_of(by: Post, visit: Visit, home: str) -> Visit:
    last = Visit.objects.filter(wave=visit.wave).order_by("-position").first()
    if last is None:  # the visit itself stands there
        raise refusal("inspection.other_team")
    made: Visit = Visit.objects.create(
        place_id=visit.place_id,
        wave=visit.wave,
        team=visit.team,
        crew_ids=visit.crew_ids,
        position=last.position + 1,
        institution_id=home,
    )
    versions.keep_visit_forms(by, [made])
    return made
