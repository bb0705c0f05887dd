"""The tool for catalogues finds what is missing, wrong or not marked at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from baken.config import messages
from baken.config.messages import apps, check_catalogue, check_conflicts, check_templates


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(messages, "SOURCE", tmp_path / "baken")
    folder = tmp_path / "baken" / "room"
    (folder / "templates").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "code.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        'a = _("Hello %(name)s")\n'
        'b = ngettext("One day", "%(count)s days", 2)\n'
    )
    (folder / "templates" / "page.html").write_text(
        '<c-card title="{% trans \'Good day\' %}" :label="_(\'Label\')">{% trans "Text" %}</c-card>'
    )
    return folder


def translate(app: Path, translations: dict[str, str]) -> None:
    """Fill in translations by hand, as a person does in the file."""
    path = messages.catalogue_path(app)
    text = path.read_text()
    for source, dutch in translations.items():
        text = re.sub(rf'(msgid "{re.escape(source)}"\n)msgstr ".*"', rf'\1msgstr "{dutch}"', text)
    path.write_text(text)


ALL = {
    "Hello %(name)s": "Dag %(name)s",
    "Good day": "Goedendag",
    "Label": "Opschrift",
    "Text": "Tekst",
}


def complete(app: Path) -> None:
    messages.update(app)
    translate(app, ALL)
    path = messages.catalogue_path(app)
    path.write_text(
        path.read_text()
        .replace('msgstr[0] ""', 'msgstr[0] "Eén dag"')
        .replace('msgstr[1] ""', 'msgstr[1] "%(count)s dagen"')
    )


def test_all_texts_of_code_and_templates_are_found(app: Path) -> None:
    messages.update(app)
    lines = check_catalogue(app)
    assert len(lines) == 5
    assert all("not translated" in line for line in lines)


def test_a_complete_catalogue_is_in_order_and_survives_another_update(app: Path) -> None:
    complete(app)
    before = messages.catalogue_path(app).read_text()
    assert check_catalogue(app) == []
    messages.update(app)
    assert messages.catalogue_path(app).read_text() == before


def test_a_new_text_and_a_text_that_is_gone_are_named(app: Path) -> None:
    complete(app)
    (app / "code.py").write_text('from x import gettext as _\n_("New")\n')
    lines = "\n".join(check_catalogue(app))
    assert "missing (run update): 'New'" in lines
    assert "obsolete: 'Hello %(name)s'" in lines
    messages.update(app)
    assert "obsolete" not in "\n".join(check_catalogue(app))


def test_a_placeholder_that_is_lost_is_named(app: Path) -> None:
    complete(app)
    translate(app, {"Hello %(name)s": "Dag %(naam)s"})
    assert "placeholders differ" in check_catalogue(app)[0]


def test_a_guess_is_not_a_translation(app: Path) -> None:
    complete(app)
    path = messages.catalogue_path(app)
    path.write_text(path.read_text().replace('msgid "Text"', '#, fuzzy\nmsgid "Text"'))
    assert "fuzzy" in check_catalogue(app)[0]


def test_a_compiled_catalogue_can_be_read(app: Path) -> None:
    import gettext

    complete(app)
    messages.compile_catalogue(app)
    with messages.catalogue_path(app).with_suffix(".mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert catalogue.gettext("Good day") == "Goedendag"
    assert catalogue.ngettext("One day", "%(count)s days", 3) == "%(count)s dagen"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Zomaar tekst</p>", ["Zomaar tekst"]),
        ('<p>{% trans "Marked" %}</p>', []),
        ("<p>{% blocktrans %}All of <b>this</b>{% endblocktrans %}</p>", []),
        ("<p>{{ value }} · – 112 &nbsp;</p>", []),
        ("<!-- a remark --><p>{# another #}</p>", []),
        ('<a title="x" href="{% url \'a\' %}">Klik hier</a>', ["Klik hier"]),
        ('<c-card title="Losse titel" />', ["Losse titel"]),
        ('<c-card title="{% trans \'Marked\' %}" :label="variable" />', []),
    ],
)
def test_text_that_is_not_marked_is_found(app: Path, source: str, found: list[str]) -> None:
    (app / "templates" / "page.html").write_text(source)
    lines = check_templates(app)
    assert [line.split(": ")[-1].strip("'") for line in lines] == found


def test_one_text_with_two_translations_is_named(app: Path) -> None:
    complete(app)
    other = app.parent / "other"
    other.mkdir()
    (other / "apps.py").write_text("")
    (other / "code.py").write_text('_("Text")\n')
    messages.update(other)
    assert check_conflicts() == []
    translate(other, {"Text": "Bericht"})
    assert "two translations: 'Text'" in check_conflicts()[0]


def test_a_folder_that_is_no_app_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not an app"):
        messages.main(["update", str(tmp_path)])


def test_the_catalogue_of_the_web_room_is_complete() -> None:
    (web,) = [folder for folder in apps() if folder.name == "web"]
    assert check_catalogue(web) + check_templates(web) == []
