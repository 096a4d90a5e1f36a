"""Set a channel up, try it, and send once more what was given up."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import addresses, carrier, letters
from wardline.base.notices.models import Channel, Delivery
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.ground.rules import outgoing
from wardline.ground.rules.outgoing import Hours


def set_channel(
    *,
    by: Post,
    at: str,
    name: str,
    address: str = "",
    role_code: str = "",
    post: Post | None = None,
    hours: Hours,
    on: bool = True,
    channel: Channel | None = None,
    key: str | None = None,
) -> Channel:
    """Set up a channel of a place, or change it; no address keeps the one it has.

    Raises ValidationError where nothing can be sent to the address, or where the
    channel would carry nothing.
    """
    with deed(by=by, verb=Verb.SET_CHANNEL, at=at, key=key) as note:
        made = channel or Channel(place_id=at)
        made.name, made.role_code, made.post = name, role_code, post
        made.address = _address(address) if address else made.address
        _demand_sense(made, hours)
        made.loud, made.digest_at = hours.loud, hours.digest_at
        made.quiet_from, made.quiet_to = hours.quiet_from, hours.quiet_to
        if not on:
            made.on_since = None
        elif made.on_since is None:
            made.on_since = clock.now()
        made.save()
        note(made, kind=addresses.scheme_of(made.address), on=on)
    return made


def try_channel(
    *, by: Post, channel: Channel, key: str | None = None
) -> carrier.Answer:
    """Send a trial message now; return what the far end answered."""
    with deed(by=by, verb=Verb.TRY_CHANNEL, at=channel.place_id, key=key) as note:
        letter = letters.trial(channel, key or "trial")
        answer = carrier.carry(letter.address, letter.title, letter.body, letter.key)
        note(channel, taken=answer.taken)
    return answer


def send_again(*, by: Post, delivery: Delivery, key: str | None = None) -> Delivery:
    """Let a message that was given up be tried again, at the next ringing."""
    with deed(by=by, verb=Verb.SEND_AGAIN, at=delivery.place_id, key=key) as note:
        row = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if row.given_up_at is None:
            raise refusal("channel.not_given_up")
        row.given_up_at, row.tries, row.due_at = None, 0, clock.now()
        row.save(update_fields=["given_up_at", "tries", "due_at"])
        note(row, tries=delivery.tries)
    return row


def _address(address: str) -> str:
    try:
        found = addresses.normal(address)
        carrier.demand_readable(found)
    except addresses.Unusable as fault:
        raise refusal(str(fault), "address", kinds=_kinds()) from None
    return found


def _kinds() -> str:
    return " ".join(f"{scheme}://" for scheme in addresses.KINDS)


def _demand_sense(channel: Channel, hours: Hours) -> None:
    if not channel.address:
        raise refusal("channel.no_address", "address")
    if not hours.loud and hours.digest_at is None:
        raise refusal("channel.carries_nothing", "digest_at")
    if (hours.quiet_from is None) != (hours.quiet_to is None):
        raise refusal("channel.quiet_half", "quiet_to")
    if channel.post and channel.post.place_id != channel.place_id:
        raise refusal("channel.post_elsewhere", "post")
    digest_at = hours.digest_at
    if digest_at:
        zone = places.zone()
        at = clock.now().astimezone(zone)
        at = at.replace(hour=digest_at.hour, minute=digest_at.minute, second=0)
        if outgoing.quiet_until(at, hours, zone):
            raise refusal("channel.digest_in_quiet", "digest_at")
