"""What a person may type at the gate."""

from wardline.work.gate.forms.corridor import CorridorForm, named
from wardline.work.gate.forms.crossings import CloseForm, CrossForm
from wardline.work.gate.forms.evidence import CaseForm, MoveForm
from wardline.work.gate.forms.intakes import (
    IntakeForm,
    ReleaseForm,
    ReviewForm,
    StepForm,
)
from wardline.work.gate.forms.laboratory import (
    CorrectForm,
    DecideForm,
    ResultsForm,
    SamplesForm,
)
from wardline.work.gate.forms.merges import MergeForm, PartForm
from wardline.work.gate.forms.people import (
    BreachForm,
    CheckForm,
    EndForm,
    EnrolForm,
    IdentifyForm,
    IsolateForm,
    RoundForm,
    TestForm,
    ThenForm,
)
from wardline.work.gate.forms.permits import PermitForm, VisitForm, WithdrawForm
from wardline.work.gate.forms.shifts import ShiftForm
from wardline.work.gate.forms.tickets import ScanForm, TicketForm

__all__ = [
    "BreachForm",
    "CaseForm",
    "CheckForm",
    "CloseForm",
    "CorrectForm",
    "CorridorForm",
    "CrossForm",
    "DecideForm",
    "EndForm",
    "EnrolForm",
    "IdentifyForm",
    "IntakeForm",
    "IsolateForm",
    "MergeForm",
    "MoveForm",
    "PartForm",
    "PermitForm",
    "ReleaseForm",
    "ResultsForm",
    "ReviewForm",
    "RoundForm",
    "SamplesForm",
    "ScanForm",
    "ShiftForm",
    "StepForm",
    "TestForm",
    "ThenForm",
    "TicketForm",
    "VisitForm",
    "WithdrawForm",
    "named",
]
