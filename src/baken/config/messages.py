"""Keeps the catalogues of the screen texts: ``python -m baken.config.messages COMMAND [APP...]``.

- ``update APP`` extracts the texts of an app (a folder such as ``src/baken/web``) into its own
  ``locale/nl/LC_MESSAGES/django.po``; texts that are gone are removed, translations are kept.
- ``compile`` writes the ``.mo`` files (they are not in version control).
- ``check`` fails on texts that are missing, fuzzy or obsolete, on placeholders that differ, on
  one text translated in two ways, and on template text that is not marked for translation.

Without an app, all apps are meant. Python and templates (components included) are read with
Babel and Django's own ``templatize``; GNU gettext is not needed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sdr]|\{\w*\}")
Extracted = tuple[str, int, Any, list[str], str | None]


def apps() -> list[Path]:
    """Return the folders of all apps: those with an ``apps.py``."""
    return sorted(path.parent for path in SOURCE.rglob("apps.py"))


def catalogue_path(app: Path) -> Path:
    """Return where an app keeps its Dutch catalogue."""
    return app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def _files(app: Path) -> Iterator[Path]:
    for path in sorted(app.rglob("*")):
        parts = path.relative_to(app).parts
        is_text = path.suffix in {".html", ".txt"} and "templates" in parts
        if (path.suffix == ".py" or is_text) and not {"tests", "migrations"} & set(parts):
            yield path


def _as_python(path: Path) -> str:
    """Return source in which Babel finds the texts; templates become calls of gettext."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    from django.utils.translation.template import templatize

    constants = re.findall(r"""\s:[\w-]+="_\('([^']+)'\)\"""", source)
    return str(templatize(source)) + "".join(f"\n_({text!r})" for text in constants)


def _extract(app: Path) -> Iterator[Extracted]:
    for path in _files(app):
        stream = io.BytesIO(_as_python(path).encode())
        name = path.relative_to(SOURCE.parent).as_posix()
        try:
            found = list(extract("python", stream, KEYWORDS, ("Translators:",)))
        except SyntaxError as error:
            raise SystemExit(f"{name}: cannot be read for translation: {error}") from error
        for line, message, comments, context in found:
            yield name, line, message, comments, context


def extract_catalogue(app: Path) -> Catalog:
    """Return the texts that an app shows now, untranslated."""
    catalogue = Catalog(domain="django")
    for name, _line, message, comments, context in _extract(app):
        if message and message != "":
            catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def read_catalogue(app: Path) -> Catalog:
    """Return the app's Dutch catalogue; empty when there is none."""
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale="nl", domain="django")
    with path.open("rb") as stream:
        return read_po(stream, locale="nl", domain="django")


def update(app: Path) -> str:
    """Bring an app's catalogue up to date with its texts; return one line about it."""
    template, old = extract_catalogue(app), read_catalogue(app)
    if not len(template):
        return f"{app.name}: no texts"
    new = Catalog(locale="nl", domain="django", project="Baken", charset="utf-8")
    new.fuzzy = False
    missing = 0
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        string = known.string if known else None
        missing += not _is_complete(string)
        new.add(
            message.id,
            string,
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    _write(app, new)
    return f"{app.name}: {len(new)} texts, {missing} without translation"


def _write(app: Path, catalogue: Catalog) -> None:
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=98, sort_output=True, omit_header=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path.write_text(header + stream.getvalue().decode().lstrip("\n"), encoding="utf-8")


def compile_catalogue(app: Path) -> None:
    """Write the ``.mo`` file beside an app's catalogue."""
    path = catalogue_path(app)
    if path.exists():
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, read_catalogue(app))


def _is_complete(string: Any) -> bool:
    parts = string if isinstance(string, list | tuple) else [string]
    return bool(parts) and all(parts)


def _placeholders(text: Any) -> set[str]:
    parts = text if isinstance(text, list | tuple) else [text]
    return {found for part in parts if part for found in PLACEHOLDER.findall(part)}


def _complaint(message: Message, known: Message | None) -> str:
    """Return what is wrong with one translation, or an empty text."""
    if known is None:
        return "missing (run update)"
    if not _is_complete(known.string):
        return "not translated"
    if known.fuzzy:
        return "fuzzy"
    if _placeholders(message.id) != _placeholders(known.string):
        return "placeholders differ"
    return ""


def check_catalogue(app: Path) -> list[str]:
    """Return one line per problem in an app's catalogue."""
    template, translated = extract_catalogue(app), read_catalogue(app)
    problems = []
    for message in template:
        if message.id:
            complaint = _complaint(message, translated.get(message.id, message.context))
            if complaint:
                problems.append(f"{app.name}: {complaint}: {message.id!r}")
    for known in translated:
        if known.id and template.get(known.id, known.context) is None:
            problems.append(f"{app.name}: obsolete: {known.id!r}")
    problems.extend(f"{app.name}: obsolete: {one.id!r}" for one in translated.obsolete.values())
    return problems


def check_conflicts() -> list[str]:
    """Return the texts that two apps translate differently: the screens would show only one."""
    seen: dict[tuple[Any, Any], dict[Any, str]] = {}

    def fixed(text: Any) -> Any:
        return text if isinstance(text, str) else tuple(text)

    for app in apps():
        for message in read_catalogue(app):
            if message.id and _is_complete(message.string):
                translations = seen.setdefault((fixed(message.id), message.context), {})
                translations[fixed(message.string)] = app.name
    return [
        f"{' and '.join(found.values())}: two translations: {key[0]!r}: {list(found)}"
        for key, found in seen.items()
        if len(found) > 1
    ]


def unmarked_text(template: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of text in a template that no translation tag surrounds."""

    def blank(match: re.Match[str]) -> str:
        return "\x00" + "\n" * match.group().count("\n")

    for pattern in (
        r"\{%\s*(blocktrans(?:late)?)\b.*?%\}.*?\{%\s*end\1\s*%\}",
        r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}",
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->",
        r"<(script|style|svg|code|pre)\b.*?</\1>",
        r"""<(?:"[^"]*"|'[^']*'|[^>"'])*>""",
    ):
        template = re.sub(pattern, blank, template, flags=re.DOTALL)
    for number, line in enumerate(template.split("\n"), start=1):
        for words in line.split("\x00"):
            text = re.sub(r"&\w+;|&#\w+;", " ", words)
            is_code = re.search(r"[={}]", text)
            if re.search(r"[A-Za-zÀ-ÿ]{3,}", text.replace("Baken", "")) and not is_code:
                yield number, text.strip()


SPOKEN = re.compile(
    r"""<c-(?!vars\b)[\w.-]+\s[^<>]*?(?<!:)\b(?:title|lead|kicker|label|legend|hint|caption|empty|summary|submit)"""
    r"""="([^"{]*[A-Za-z]{3,}[^"{]*)\"""",
)


def unmarked_attributes(template: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of component attributes that people read, written out untranslated."""
    for match in SPOKEN.finditer(template):
        yield template.count("\n", 0, match.start()) + 1, match.group(1)


def check_templates(app: Path) -> list[str]:
    """Return one line per text in an app's templates that is not marked for translation."""
    problems = []
    for path in _files(app):
        if path.suffix == ".html":
            source = path.read_text(encoding="utf-8")
            for number, words in (*unmarked_text(source), *unmarked_attributes(source)):
                name = path.relative_to(SOURCE.parent)
                problems.append(f"{name}:{number}: not marked for translation: {words!r}")
    return problems


def _chosen(names: list[str]) -> list[Path]:
    folders = [Path(name).resolve() for name in names]
    for folder in folders:
        if not (folder / "apps.py").exists():
            raise SystemExit(f"{folder}: not an app (it has no apps.py)")
    return folders or apps()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m baken.config.messages")
    parser.add_argument("command", choices=["update", "compile", "check"])
    parser.add_argument("app", nargs="*", help="folder of an app; all apps when left out")
    options = parser.parse_args(arguments)
    chosen = _chosen(options.app)
    if options.command == "update":
        sys.stdout.writelines(f"{update(app)}\n" for app in chosen)
        return 0
    if options.command == "compile":
        for app in chosen:
            compile_catalogue(app)
        return 0
    problems = [line for app in chosen for line in (*check_catalogue(app), *check_templates(app))]
    if not options.app:
        problems.extend(check_conflicts())
    sys.stdout.writelines(f"{line}\n" for line in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
