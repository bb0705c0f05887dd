"""Shapes and words as SVG text: no style sheet, no script, nothing from elsewhere.

Presentation attributes instead of a style sheet, so that the picture also works inside a page
whose content security policy refuses inline styles.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .text import clean

# Ink and soft ink have a contrast above 7 with white and with the band; the bars and lines are
# as dark, so that they survive a printer without colours. Only the grid is faint.
INK = "#13262b"
SOFT = "#46585d"
BAR = "#0b5566"
LINE = "#62767b"
GRID = "#d3dddc"
BAND = "#f0f4f4"
PAPER = "#ffffff"
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"

Attribute = str | float


class Canvas:
    """A drawing in the making, ``width`` units wide; the height is known when it is finished."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []

    def rect(
        self, x: float, y: float, width: float, height: float, *, title: str = "", **more: Attribute
    ) -> None:
        """Draw a rectangle; ``title`` is what a pointer that rests on it reads."""
        self._add("rect", {"x": x, "y": y, "width": width, "height": height, **more}, title=title)

    def line(self, x1: float, y1: float, x2: float, y2: float, **more: Attribute) -> None:
        """Draw a straight line."""
        given: dict[str, Attribute] = {"stroke": LINE, **more}
        self._add("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, **given})

    def circle(self, x: float, y: float, radius: float, **more: Attribute) -> None:
        """Draw a circle."""
        self._add("circle", {"cx": x, "cy": y, "r": radius, **more})

    def polygon(self, corners: list[tuple[float, float]], **more: Attribute) -> None:
        """Draw a closed shape."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
        self._add("polygon", {"points": points, **more})

    def text(
        self, x: float, y: float, words: str, *, turned: bool = False, title: str = "",
        **more: Attribute,
    ) -> None:  # fmt: skip
        """Write ``words`` with the base line at ``y``; ``turned`` reads upwards from there."""
        given: dict[str, Attribute] = {"x": x, "y": y, "fill": INK, **more}
        if turned:
            given["transform"] = f"rotate(-90 {_number(x)} {_number(y)})"
        self._add("text", given, words, title)

    def section(self, x: float, y: float, words: str) -> None:
        """Write the heading of a part."""
        self.text(x, y, words, font_size=15, font_weight="700")

    def finish(self, height: float, title: str, description: str, key: str) -> str:
        """Return the whole document; ``key`` keeps its ids apart from those of another picture."""
        wide, high = _number(self.width), _number(height)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide}"'
                f' height="{high}" viewBox="0 0 {wide} {high}"'
                f' aria-labelledby="title-{key}" aria-describedby="words-{key}"'
                f' font-family="{FONTS}" font-size="12">',
                f'<title id="title-{key}">{escape(clean(title))}</title>',
                f'<desc id="words-{key}">{escape(clean(description))}</desc>',
                f'<rect x="0" y="0" width="{wide}" height="{high}" fill="{PAPER}"/>',
                *self._parts,
                "</svg>\n",
            ]
        )

    def _add(
        self, tag: str, attributes: dict[str, Attribute], words: str = "", title: str = ""
    ) -> None:
        given = "".join(
            f" {name.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
            for name, value in attributes.items()
        )
        inner = escape(clean(words))
        if title:
            inner += f"<title>{escape(clean(title))}</title>"
        self._parts.append(f"<{tag}{given}>{inner}</{tag}>" if inner else f"<{tag}{given}/>")


def _value(value: Attribute) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """Return at most three decimals, so that the picture is the same text on every machine."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
