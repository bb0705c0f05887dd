"""What must hold for every page: ``check_page(response)`` reads the HTML as a browser would.

Use it on each page a test fetches, and in the route matrix. It fails with all problems at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
INLINE_HANDLERS = ("onclick", "onload", "onchange", "onsubmit", "oninput", "onerror")


@dataclass
class Element:
    """One element with its attributes, ancestors (nearest last) and text."""

    tag: str
    attrs: dict[str, str]
    parents: list[Element]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def inside(self, tag: str) -> bool:
        """Say whether an ancestor has this tag."""
        return any(parent.tag == tag for parent in self.parents)


class Page(HTMLParser):
    """A parsed page: ``elements`` in order; ``broken`` tells of tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.broken: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.broken.extend(f"<{element.tag}> is never closed" for element in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            self.broken.append(f"<{tag}> has {', '.join(sorted(twice))} twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, list(self._open))
        if self._open:
            self._open[-1].children.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            inner = self._open[-1].tag if self._open else "nothing"
            self.broken.append(f"</{tag}> closes while <{inner}> is open")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these tags."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def title(self) -> str:
        """Return the text of ``<title>``."""
        titles = [element for element in self.all("title") if not element.inside("svg")]
        return titles[0].text.strip() if titles else ""


def read_page(response: Any) -> Page:
    """Parse the HTML of a response of the test client."""
    return Page(response.content.decode())


def check_page(response: Any, *, fragment: bool = False) -> Page:
    """Assert what holds for every HTML page and return it parsed.

    ``fragment`` is for the answer to an htmx request: no title, h1 or lang there.
    """
    page = read_page(response)
    problems = list(page.broken)
    problems += _ids(page) + _inline(page) + _labels(page) + _forms(page) + _images(page)
    problems += _references(page)
    if not fragment:
        problems += _frame(page) + _headings(page)
    if not response.has_header("Content-Security-Policy"):
        problems.append("no Content-Security-Policy")
    if "no-store" not in response.get("Cache-Control", ""):
        problems.append("the browser may keep this page")
    assert not problems, "\n".join(problems)
    return page


def check_public_page(response: Any) -> Page:
    """Assert the extra promises of public pages: no cookie, nothing of a third party, small."""
    page = check_page(response)
    problems = [f"sets the cookie {name}" for name in response.cookies]
    for element in page.all("script", "link", "img", "iframe", "source"):
        address = element.attrs.get("src") or element.attrs.get("href", "")
        if address.startswith(("http:", "https:", "//")):
            problems.append(f"<{element.tag}> fetches {address}")
    if "csrfmiddlewaretoken" in response.content.decode():
        problems.append("a form carries a csrf token, which needs a cookie")
    assert not problems, "\n".join(problems)
    return page


def _ids(page: Page) -> list[str]:
    ids = [element.attrs["id"] for element in page.elements if "id" in element.attrs]
    return [f"id {one!r} is there twice" for one in sorted({i for i in ids if ids.count(i) > 1})]


def _inline(page: Page) -> list[str]:
    problems = []
    for element in page.elements:
        if "style" in element.attrs:
            problems.append(f"<{element.tag}> has a style attribute")
        problems += [f"<{element.tag}> has {h}" for h in INLINE_HANDLERS if h in element.attrs]
        is_data = element.attrs.get("type", "") == "application/json"
        if element.tag == "script" and "src" not in element.attrs and not is_data:
            problems.append("a script is written inside the page")
    problems += ["a style element is written inside the page"] * len(page.all("style"))
    return problems


def _labels(page: Page) -> list[str]:
    labelled = {element.attrs.get("for") for element in page.all("label")}
    problems = []
    for element in page.all("input", "select", "textarea"):
        is_silent = element.attrs.get("type") in {"hidden", "submit", "button", "reset"}
        has_name = (
            element.attrs.get("id") in labelled
            or element.inside("label")
            or "aria-label" in element.attrs
            or "aria-labelledby" in element.attrs
        )
        if not is_silent and not has_name:
            problems.append(f"<{element.tag} name={element.attrs.get('name')}> has no label")
    for element in page.all("a", "button"):
        has_svg_name = any("aria-label" in child.attrs for child in element.children)
        if not element.text.strip() and "aria-label" not in element.attrs and not has_svg_name:
            problems.append(f"<{element.tag}> has no text")
    return problems


def _forms(page: Page) -> list[str]:
    problems = []
    for form in page.all("form"):
        method = form.attrs.get("method", "")
        if method not in {"get", "post"} and not any(key.startswith("hx-") for key in form.attrs):
            problems.append(f"a form has no method ({form.attrs.get('action', '')})")
        if form.inside("form"):
            problems.append("a form inside a form")
    return problems


def _images(page: Page) -> list[str]:
    return ["an image has no alt" for element in page.all("img") if "alt" not in element.attrs]


def _references(page: Page) -> list[str]:
    ids = {element.attrs["id"] for element in page.elements if "id" in element.attrs}
    problems = []
    for element in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for target in element.attrs.get(name, "").split():
                if target not in ids:
                    problems.append(f"<{element.tag} {name}> points to nothing: {target}")
        target = element.attrs.get("href", "")
        is_inner = element.tag == "a" and target.startswith("#") and len(target) > 1
        if is_inner and target[1:] not in ids:
            problems.append(f"a link points to nothing: {target}")
    return problems


def _frame(page: Page) -> list[str]:
    problems = []
    html = page.all("html")
    if not html or not html[0].attrs.get("lang"):
        problems.append("html has no lang")
    if not page.title or page.title.startswith("–"):
        problems.append("the title is empty")
    if len(page.all("main")) != 1:
        problems.append("there must be one main")
    return problems


def _headings(page: Page) -> list[str]:
    headings = [element for element in page.elements if element.tag in {"h1", "h2", "h3", "h4"}]
    shown = [element for element in headings if not element.inside("dialog")]
    problems = []
    if sum(element.tag == "h1" for element in shown) != 1:
        problems.append("there must be one h1")
    problems += [f"an empty {element.tag}" for element in shown if not element.text.strip()]
    level = 1
    for element in shown:
        here = int(element.tag[1])
        if here > level + 1:
            problems.append(f"{element.tag} {element.text.strip()!r} skips a level")
        level = here
    return problems
