"""What a deed that must be refused says."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction


def refused(act, **told):
    """Try a deed, which must be refused; return the code of the refusal."""
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act(**told)
    return error.value.code
