"""Typed text never reaches ``{{ attrs }}`` of a component as it is.

``:name="value"`` hands a value over unescaped. A component that declares ``name`` in ``c-vars``
draws it with ``{{ name }}``, which escapes; one that does not lets it fall into ``{{ attrs }}``,
which does not. So every dynamic attribute of every template must be declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import baken

SOURCE = Path(baken.__file__).parent
COMPONENTS = SOURCE / "web" / "templates" / "cotton"
TAG = re.compile(r"<c-(?!vars\b|slot\b)([a-z-]+)\b")
ATTRIBUTE = re.compile(r"""\s+([:@\w-]+)(=("[^"]*"|'[^']*'|[^\s>"']+))?""")


def attributes(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Yield the attributes of the tag whose name ends at ``start``: name and raw value."""
    while found := ATTRIBUTE.match(text, start):
        start = found.end()
        yield found[1], found[3] or ""


def declared(component: str) -> set[str]:
    """Return the names in the ``c-vars`` of a component."""
    text = (COMPONENTS / f"{component.replace('-', '_')}.html").read_text(encoding="utf-8")
    start = text.find("<c-vars")
    found = attributes(text, start + len("<c-vars")) if start >= 0 else ()
    return {name.lstrip(":") for name, _value in found}


def undeclared(text: str) -> list[str]:
    """Return the dynamic attributes of a template that a component does not declare."""
    return [
        f"<c-{tag[1]} {name}={value}>"
        for tag in TAG.finditer(text)
        for name, value in attributes(text, tag.end())
        if (name.startswith(":") or (value and value[0] not in "\"'"))
        and name.lstrip(":") not in declared(tag[1])
    ]


def test_every_dynamic_attribute_is_declared_by_its_component() -> None:
    templates = [path for path in SOURCE.rglob("*.html") if "templates" in path.parts]
    assert len(templates) > 100
    wrong = [
        f"{path.relative_to(SOURCE)}: {fault}"
        for path in templates
        for fault in undeclared(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_one_that_is_not_would_be_found() -> None:
    assert undeclared('<c-card title="x" :data-name="person.name" />') == [
        '<c-card :data-name="person.name">'
    ]
    assert undeclared("<c-card title=person.name data-name=person.name>") == [
        "<c-card data-name=person.name>"
    ]
