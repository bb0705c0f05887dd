"""A date of a year that nobody means is refused, before sums are made with it."""

from __future__ import annotations

import pytest
from django import forms

from baken.web.forms import DateField


@pytest.mark.parametrize("day", ["01-01-0001", "31-12-1899", "01-01-2200", "31-12-9999"])
def test_a_year_that_nobody_means_is_refused(day):
    with pytest.raises(forms.ValidationError) as refused:
        DateField().clean(day)
    assert refused.value.code == "year"


@pytest.mark.parametrize("day", ["01-01-1900", "27 maart 2026", "31-12-2199"])
def test_other_years_are_fine(day):
    assert DateField().clean(day)
