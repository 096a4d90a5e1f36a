"""Why a fact about people was not taken down, in words."""

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

wording.register(
    {
        "roster.in_the_future": _(
            "This time has not come yet: it is {now} now. Correct the time and send "
            "again."
        ),
        "roster.temperature_impossible": _(
            "{temperature} °C cannot be a body temperature. Write it with one decimal, "
            "for example 36.5."
        ),
        "roster.ends_before": _(
            "It ends before it began on {from_at}. Correct one of the two times."
        ),
        "roster.recovery_untold": _(
            "Say since when the person was ill, and by what that is known: without "
            "both nothing follows from a recovery."
        ),
        "roster.ill_later": _(
            "The illness began on {ill_since}, after this was said. Correct one of the "
            "two times."
        ),
        "roster.arrives_before": _(
            "It arrives before it left on {left_at}. Correct one of the two times."
        ),
        "roster.no_venue": _("Say in what kind of place the isolation was spent."),
        "roster.isolated_here_then": _(
            "At that time this person was in isolation here, since {from_at}. Correct "
            "the times: nobody is in two places."
        ),
        "roster.merge_with_itself": _("These are one record already."),
        "roster.merge_two_houses": _(
            "The two records belong to two institutions. Only records of one "
            "institution are merged."
        ),
        "roster.merged_already": _(
            "One of the two is a second record already. Open the page of the one that "
            "stayed."
        ),
        "roster.merge_isolated": _(
            "The record of {name} has been in isolation since {from_at}: let it be the "
            "one that stays. If both are in isolation, end one of the two first."
        ),
        "roster.merge_two_numbers": _(
            "The two records have different ID numbers, so these are two people. If "
            "one number is wrong, correct it first."
        ),
        "roster.parted_already": _("This has been taken back already."),
        "roster.merged": _(
            "This is a second record of somebody. Write on the page of the one that "
            "stayed."
        ),
        "roster.not_theirs": _("What you correct is on record for somebody else."),
        "roster.corrected_already": _(
            "This was corrected on {at} already. Correct the later entry."
        ),
        "roster.stays_already": _("This person is in the house already."),
        "roster.number_taken": _(
            "Somebody else is enrolled under this number. Look at it again, or ask the "
            "office above which record is right."
        ),
        "roster.no_stay": _("This person is not in the house now."),
        "roster.isolated_already": _(
            "This person has been in isolation since {from_at}. End that one first."
        ),
        "roster.bed_taken": _(
            "{name} has been in bed {bed} of room {room} since {since}. Enter another "
            "bed, or end that isolation first."
        ),
        "roster.room_taken": _(
            "{name} has been in room {room} since {since}, so nobody else is alone "
            "there. Enter another room, or take the tick from “Alone in the room”."
        ),
        "roster.isolation_ended": _("This isolation ended on {to_at}."),
        "roster.shift_ended": _("This shift ended on {to_at}."),
        "roster.reported_before": _(
            "The report comes before the specimen, taken on {sampled_at}. Correct one "
            "of the two times."
        ),
        "roster.no_number": _("Type the number of at least one tube."),
        "roster.number_long": _("“{number}” is too long for the number of a tube."),
        "roster.number_used": _(
            "On record for another sample of this house already: {numbers}. Read the "
            "label again."
        ),
        "roster.pool_too_large": _("A tube holds the specimens of {most} at most."),
        "roster.sample_answered": _(
            "The result of sample {number} is on record: it is not changed any more."
        ),
        "roster.no_reading": _("Nothing is entered yet: measure at least one person."),
        "roster.round_known": _(
            "This round is on record since {at}. Enter later readings one by one, on "
            "the page of the person."
        ),
    }
)
