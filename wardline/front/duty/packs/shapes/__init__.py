"""What a pack holds once it has been read: one frozen tree of typed rows.

Nothing here knows files, Django or the database: the reader builds this tree, the
loader and the replay walk it.
"""

from wardline.front.duty.packs.shapes.pack import (
    Pack,
)
from wardline.front.duty.packs.shapes.rows import (
    Bulletin,
    Campaign,
    CheckItem,
    Division,
    Document,
    Hold,
    Hospital,
    Institution,
    Lesson,
    LevelChange,
    Measure,
    Policy,
    Post,
    Standard,
)
from wardline.front.duty.packs.shapes.story import (
    BulletinPlan,
    Custodian,
    DirectiveRow,
    Event,
    FindingRate,
    InspectionPlan,
    MeetingRow,
    Member,
    Obligation,
    ProgressRow,
    Scenario,
    SignIn,
    SourceFile,
    Team,
    Wave,
)
from wardline.front.duty.packs.shapes.words import (
    Bilingual,
    Fault,
    Level,
    Named,
    Params,
)

__all__ = [
    "Bilingual",
    "Bulletin",
    "BulletinPlan",
    "Campaign",
    "CheckItem",
    "Custodian",
    "DirectiveRow",
    "Division",
    "Document",
    "Event",
    "Fault",
    "FindingRate",
    "Hold",
    "Hospital",
    "InspectionPlan",
    "Institution",
    "Lesson",
    "Level",
    "LevelChange",
    "Measure",
    "MeetingRow",
    "Member",
    "Named",
    "Obligation",
    "Pack",
    "Params",
    "Policy",
    "Post",
    "ProgressRow",
    "Scenario",
    "SignIn",
    "SourceFile",
    "Standard",
    "Team",
    "Wave",
]
