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

    Both stay in the record, with the reason, and are published with the draw. Where
    no team may go to a reserve, it is recused and the one after it takes its place.
    """
    with deed(by=by, verb=Verb.SUBSTITUTE, at=visit.place_id, key=key) as write:
        kept = guards.replaceable(by, visit, reason)
        Plan.objects.select_for_update(of=("self",)).get(pk=kept.wave.plan_id)
        last = made = _replace(by, kept, reason, note)
        while last.reserve and not queries.may_go(last.reserve):
            last = _replace(by, last.reserve, "recused")
        revisits.keep_drawn(kept.wave.plan)
        _tell(by, kept, last.reserve)
        write(made, visit=kept.pk, reason=reason, reserve=last.reserve_id)
    return made


def _replace(by: Post, visit: Visit, reason: str, note: str = "") -> Substitution:
    home = rules.next_reserve(
        visit.wave.publication, visit.institution_id, queries.replaced(visit.wave)
    )
    made: Substitution = Substitution.objects.create(
        place_id=visit.place_id,
        visit=visit,
        reserve=_visit_in_place_of(by, visit, home) if home else None,
        reason=reason,
        note=note,
        substituted_at=clock.now(),
        substituted_by=by,
    )
    return made


def _tell(by: Post, visit: Visit, reserve: Visit | None) -> None:
    """Tell the team, and another one to which the reserve falls."""
    url, own = reverse("inspection:index"), {*visit.team.post_ids, *visit.crew_ids}
    stays = bool(reserve and reserve.team_id == visit.team_id)
    team = accounts.posts(by).filter(pk__in=own)
    send.to(team, "visit.substituted", url=url, number=int(stays))
    if reserve and not stays:
        going = {*reserve.team.post_ids, *reserve.crew_ids}
        send.to(
            accounts.posts(by).filter(pk__in=going), "visit.envelope", url=url, number=1
        )


def _visit_in_place_of(by: Post, visit: Visit, home: str) -> Visit:
    team, crew = queries.who_goes(visit, home)
    last = Visit.objects.filter(wave=visit.wave).order_by("-position").first()
    if last is None:  # the visit itself stands there
        raise refusal("inspection.other_team")
    made: Visit = Visit.objects.create(
        place_id=visit.place_id,
        wave=visit.wave,
        team=team,
        crew_ids=crew,
        position=last.position + 1,
        institution_id=home,
    )
    versions.keep_visit_forms(by, [made])
    return made
