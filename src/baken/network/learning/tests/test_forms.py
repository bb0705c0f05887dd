"""Nothing that is typed in this room may hold a number of a person."""

from __future__ import annotations

import pytest
from django import forms

from baken.network.learning.forms.catalogue import TrainingEditForm
from baken.network.learning.forms.counts import BusinessEditForm
from baken.network.learning.forms.sessions import CancelForm, EvaluationForm, SessionForm

WORDS = "burgerservicenummer 111222333"
FORMS = (TrainingEditForm, SessionForm, CancelForm, EvaluationForm, BusinessEditForm)


def typed(form: type[forms.Form]) -> list[str]:
    return [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, forms.URLField | forms.EmailField)
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_text_refuses_a_number_of_a_person(form):
    names = typed(form)
    assert names
    assert set(names) <= set(form(dict.fromkeys(names, WORDS)).errors)
