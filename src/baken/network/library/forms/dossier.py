"""The day from which somebody wants to know what changed in the dossier."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.web.forms import BakenForm, DateField


class SinceForm(BakenForm):
    """A day that is over or today; sent by GET, since it says nothing of anybody."""

    sinds = DateField(
        past=True,
        label=_("Since which day?"),
        help_text=_("For example the day on which you read or printed it."),
    )
