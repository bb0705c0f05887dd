"""Makes the two style sheets that are served out of the small ones that people edit.

``python -m baken.web.bundle`` after a change in ``static/web/css``; a test fails when it was
forgotten. ``public.css`` is small, for phones on the street; ``staff.css`` has everything.
No tool beyond Python is needed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

STATIC = Path(__file__).parent / "static" / "web"
SOURCES = STATIC / "css"
STAFF_ONLY = frozenset(
    {
        "account",
        "layout-staff",
        "chart",
        "checklist",
        "compare",
        "dialog",
        "dossier",
        "filter-more",
        "hours",
        "library",
        "opinion",
        "record",
        "schedule",
        "slide",
        "stat",
        "tabs",
        "term",
        "tree",
        "writing",
        "year-grid",
    }
)
"""Style sheets (by name) that public pages do without."""
FIRST = ("tokens", "base", "layout", "layout-public", "layout-staff")
LAST = ("print",)


def sources() -> list[Path]:
    """Return the style sheets in the order of the cascade: frame, components, print."""
    components = sorted((SOURCES / "components").glob("*.css"))
    return [
        *(SOURCES / f"{name}.css" for name in FIRST),
        *components,
        *(SOURCES / f"{name}.css" for name in LAST),
    ]


def squeeze(css: str) -> str:
    """Take comments and needless space out of a style sheet; what is quoted stays as it is."""
    parts = re.split(r"""("[^"\n]*"|'[^'\n]*')""", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return "".join(part if place % 2 else _squeeze(part) for place, part in enumerate(parts))


def _squeeze(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+(?=[^{}]*(?:[;}]|$))", ":", css)
    return css.replace(";}", "}")


def bundles() -> dict[str, str]:
    """Return the content of each style sheet that is served, by file name."""
    everything = sources()
    public = [path for path in everything if path.stem not in STAFF_ONLY]
    return {
        name: squeeze("\n".join(path.read_text(encoding="utf-8") for path in paths))
        for name, paths in (("public.css", public), ("staff.css", everything))
    }


def stale() -> list[str]:
    """Return the names of served style sheets that differ from their sources."""
    return [
        name
        for name, content in bundles().items()
        if not (STATIC / name).exists() or (STATIC / name).read_text(encoding="utf-8") != content
    ]


def main() -> int:
    """Write the style sheets; with ``--check`` only say which are stale (status 1)."""
    if "--check" in sys.argv:
        names = stale()
        sys.stdout.writelines(f"{name} is stale: python -m baken.web.bundle\n" for name in names)
        return 1 if names else 0
    for name, content in bundles().items():
        (STATIC / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
