"""QR codes: a picture for PowerPoint, a drawing for paper. ISO/IEC 18004, by ``qrcode``."""

from __future__ import annotations

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""White modules around the code; the standard asks for four."""


def matrix(address: str) -> list[list[bool]]:
    """Return the modules of the code with its quiet zone; True is dark.

    Level M bears 15 per cent of damage: a fold, or a drawing pin.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    found: list[list[bool]] = code.get_matrix()
    return found


def as_svg(address: str, colour: str = "#000000") -> str:
    """Return the code as SVG: one path on white, each run of modules one rectangle."""
    rows = matrix(address)
    side = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/>'
        f'<path d="{path}" fill="{colour}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    parts = []
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            parts.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(parts)


def as_png(address: str, *, module: int = 12) -> bytes:
    """Return the code as a picture; ``module`` is the side of one module in pixels."""
    from PIL import Image

    rows = matrix(address)
    small = Image.new("1", (len(rows), len(rows)), 1)
    small.putdata([0 if dark else 1 for row in rows for dark in row])
    kept = BytesIO()
    small.resize((len(rows) * module,) * 2, Image.Resampling.NEAREST).save(kept, "PNG")
    return kept.getvalue()
