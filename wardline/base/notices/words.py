"""The sentences of this room: what goes out, and why a channel is refused."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        # titles of messages; robots that want a keyword find the program's name
        "outgoing.one": _("Wardline: a notice for {place}"),
        "outgoing.many": _("Wardline: {count} notices for {place}"),
        "outgoing.digest": _("Wardline: today's digest for {place}, {count} notices"),
        "outgoing.trial": _("Wardline: a trial message for {place}"),
        "outgoing.trial_body": _("This channel works. Nothing has happened."),
        "outgoing.more": _("… and {count} more, in your inbox"),
        # why a channel is refused
        "channel.unknown_kind": _(
            "Nothing is sent to such an address. These kinds are known: {kinds}"
        ),
        "channel.unknown_parameter": _(
            "The address has a parameter behind the “?” that is not allowed here. "
            "Take it out."
        ),
        "channel.unreadable": _(
            "This address cannot be read: a part is missing or misspelt. Copy it anew, "
            "without spaces."
        ),
        "channel.inside": _(
            "This address lies inside your own network. Whoever runs this program can "
            "allow it by the setting WARDLINE_NOTICES_NETWORKS."
        ),
        "channel.no_address": _("Write where the messages go."),
        "channel.carries_nothing": _(
            "This channel would carry nothing: tick the alarms, or set an hour for the "
            "digest."
        ),
        "channel.quiet_half": _("Write both: from when and until when it is quiet."),
        "channel.post_elsewhere": _("This post belongs to another place."),
        "channel.digest_in_quiet": _(
            "The digest would fall into the quiet hours. Choose an hour outside them."
        ),
        "channel.not_given_up": _(
            "This message was not given up: it was sent, or is still being tried."
        ),
        # what came of a reminder
        "chase.told": _("Reminded: {count}. It is in their inbox now."),
        "chase.quiet": _(
            "For {count} of them it is quiet now: their channels carry it when the "
            "quiet ends, the first at {at}."
        ),
        "chase.inbox": _("{count} of them have no channel and read it here."),
        "chase.lately": _(
            "{count} were reminded within the last {minutes} minutes and were left out."
        ),
        "chase.nobody": _("There is nobody to remind."),
        # states of a message
        "delivery.waiting": _("goes out now"),
        "delivery.again": _("is tried again"),
        "delivery.sent": _("taken"),
        "delivery.failed": _("did not arrive"),
        "delivery.stopped": _("not sent: the channel was off"),
        "delivery.digest": _("digest"),
        "delivery.alarm": _("alarm"),
    }
)
