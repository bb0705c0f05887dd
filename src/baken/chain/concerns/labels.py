"""The words for slugs on one page, read once: forms, functions, reasons, outcomes, grounds.

Four small queries at most, whatever the number of rows; a slug that is gone from the list is
shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from baken.foundation.region.documents import DocumentMissing, current_document

from . import codes

UNKNOWN = "unknown"
"""The form that is always possible."""


def _document(section: str) -> Mapping[str, Any]:
    try:
        return current_document(section)
    except DocumentMissing:
        return {}


class Labels:
    """Words by slug. Each list is a dictionary; ask with the template filter ``of``."""

    @cached_property
    def _reasons(self) -> Mapping[str, Any]:
        return _document("reasons")

    def _list(self, name: str) -> dict[str, str]:
        return {entry["slug"]: entry["label"] for entry in self._reasons.get(name, ())}

    @cached_property
    def forms(self) -> dict[str, str]:
        """Return the names of the forms of exploitation, in the order they are shown.

        The check says "I do not know yet"; a professional's list says it of the concern.
        """
        names = codes.form_labels()
        return names | {UNKNOWN: _("Form not known yet")} if UNKNOWN in names else names

    @cached_property
    def functions(self) -> dict[str, str]:
        """Return the functions of reporters and observers."""
        return self._list("reporter_functions")

    @cached_property
    def closing(self) -> dict[str, str]:
        """Return why a concern was closed."""
        return self._list("closing")

    @cached_property
    def refusal(self) -> dict[str, str]:
        """Return why a partner refused."""
        return self._list("refusal")

    @cached_property
    def withdrawal(self) -> dict[str, str]:
        """Return why a sender withdrew."""
        return self._list("withdrawal")

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """Return what came out of referrals."""
        return self._list("outcomes")

    @cached_property
    def feedback(self) -> dict[str, str]:
        """Return the set texts for reporters: the text itself."""
        return {entry["slug"]: entry["text"] for entry in self._reasons.get("feedback", ())}

    @cached_property
    def grounds(self) -> dict[str, codes.Ground]:
        """Return the legal grounds."""
        if not _document("grounds"):
            return {}
        return {ground.slug: ground for ground, _kinds in codes.grounds()}

    def form_names(self, slugs: Iterable[str]) -> str:
        """Return the forms of one concern in words, in one line."""
        return ", ".join(self.forms.get(slug, slug) for slug in slugs)
