"""What the forms of the workshop share: no personal data, blame from actions, conflicts."""

from __future__ import annotations

from baken.network.library.errors import EditConflict, LibraryError
from baken.web.forms import VersionedForm


class WorkshopForm(VersionedForm):
    """A form of the workshop; ``theirs`` holds what somebody else saved, after a conflict."""

    theirs: list[dict[str, object]] = []

    def blame(self, error: LibraryError) -> None:
        """Add what the action refused, at its field or above the form."""
        if isinstance(error, EditConflict):
            self._show_conflict(error)
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def _show_conflict(self, conflict: EditConflict) -> None:
        """Keep what was typed, show what stands there now, and let saving again succeed."""
        self.theirs = [
            {"name": name, "label": self.fields[name].label, "value": value}
            for name, value in conflict.theirs.items()
            if name in self.fields
        ]
        self.carry_version(conflict.version)
