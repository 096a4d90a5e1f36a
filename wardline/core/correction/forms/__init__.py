"""What a person may type about a finding; ``told`` is what the deed is given."""

from wardline.core.correction.forms.fields import (
    choices,
    post_label,
    scope_field,
)
from wardline.core.correction.forms.filters import (
    CourseForm,
    FilterForm,
    PlacesForm,
)
from wardline.core.correction.forms.findings import (
    DoneForm,
    ExtendForm,
    FindingForm,
    ReopenForm,
    VerifyForm,
)
from wardline.core.correction.forms.orders import (
    BatchForm,
    OrderForm,
    SheetForm,
)
from wardline.core.correction.forms.supervision import (
    ListFindingForm,
    ListingForm,
    LookBackForm,
    ProgressForm,
    RewordForm,
    UnlistForm,
)

__all__ = [
    "BatchForm",
    "CourseForm",
    "DoneForm",
    "ExtendForm",
    "FilterForm",
    "FindingForm",
    "ListFindingForm",
    "ListingForm",
    "LookBackForm",
    "OrderForm",
    "PlacesForm",
    "ProgressForm",
    "ReopenForm",
    "RewordForm",
    "SheetForm",
    "UnlistForm",
    "VerifyForm",
    "choices",
    "post_label",
    "scope_field",
]
