"""Files in a form: only where a view says so, only in memory, and never without a limit.

Everywhere else a request with a file is refused (413) before the file is read, so nobody fills a
disk or the memory with it. A view that takes one is marked::

    @takes_a_file
    def add_picture(request): ...
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])

MAXIMUM_BYTES = 12_000_000
"""Kept of one file; the room that takes it has a limit of its own, below this one."""
PATIENCE = 4 * MAXIMUM_BYTES
"""Read and dropped of a file that is too large, so that the form comes back; then it ends."""


def takes_a_file(view: View) -> View:
    """Mark a view: a form sent to it may hold a file."""
    view.takes_a_file = True  # type: ignore[attr-defined]
    return view


class LimitedUpload(FileUploadHandler):
    """Keeps one file in memory for a view that is marked; skips the others."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; raises ``TooManyFilesSent`` when the view takes none."""
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if not getattr(getattr(match, "func", None), "takes_a_file", False):
            raise TooManyFilesSent
        self._held = BytesIO()
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what fits."""
        self._seen += len(raw_data)
        if self._seen > PATIENCE:
            raise StopUpload(connection_reset=True)
        if self._seen <= MAXIMUM_BYTES:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file; of one that is too large its size and no content."""
        content = self._held if file_size <= MAXIMUM_BYTES else BytesIO()
        content.seek(0)
        return InMemoryUploadedFile(
            file=content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
