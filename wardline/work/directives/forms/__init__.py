"""What is typed about directives: documents, audiences, obligations, meetings."""

from wardline.work.directives.forms.audience import (
    AudienceForm,
    IssueForm,
    ProofForm,
    RecallForm,
    RelayForm,
)
from wardline.work.directives.forms.documents import (
    CorrectForm,
    SameForm,
    StateFilter,
    TakeInForm,
)
from wardline.work.directives.forms.meetings import (
    AnswerForm,
    CodeForm,
    ExcuseForm,
    MeetingForm,
    MinutesForm,
)
from wardline.work.directives.forms.obligations import (
    FulfilForm,
    ObligationForm,
    WithdrawForm,
)

__all__ = [
    "AnswerForm",
    "AudienceForm",
    "CodeForm",
    "CorrectForm",
    "ExcuseForm",
    "FulfilForm",
    "IssueForm",
    "MeetingForm",
    "MinutesForm",
    "ObligationForm",
    "ProofForm",
    "RecallForm",
    "RelayForm",
    "SameForm",
    "StateFilter",
    "TakeInForm",
    "WithdrawForm",
]
