"""What python-docx has no words for: links, bookmarks, fields, marked table headers, languages.

WordprocessingML is ECMA-376 part 1; the names of its elements are quoted where they are made.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .layout import LANGUAGE

LINK_COLOUR = "0B5566"


def element(name: str, **attributes: str) -> Any:
    """Return an element such as ``w:tblHeader`` with attributes ``w_val="true"``."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":")), value)
    return made


def set_language(word: Any) -> None:
    """Mark all text as Dutch: in the defaults of the styles."""
    run = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = run.find(qn("w:lang"))
    language = found if found is not None else element("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), LANGUAGE)
    if found is None:
        run.append(language)


def add_link(paragraph: Any, text: str, *, address: str = "", anchor: str = "") -> None:
    """Add words that lead to an address outside, or to a bookmark of this document."""
    if anchor:
        link = element("w:hyperlink", w_anchor=anchor, w_history="1")
    else:
        reference = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("w:hyperlink", r_id=reference, w_history="1")
    run, style, words = element("w:r"), element("w:rPr"), element("w:t")
    style.append(element("w:color", w_val=LINK_COLOUR))
    style.append(element("w:u", w_val="single"))
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.extend([style, words])
    link.append(run)
    paragraph._p.append(link)


def add_bookmark(paragraph: Any, number: int, name: str) -> None:
    """Let links lead to this paragraph; ``number`` is unique in the document."""
    start = element("w:bookmarkStart", w_id=str(number), w_name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", w_id=str(number)))


def add_field(paragraph: Any, instruction: str, shown: str = "") -> None:
    """Add a field that Word fills in, such as the number of the page."""
    for part in (field_mark("begin"), field_words(instruction), field_mark("separate")):
        paragraph._p.append(part)
    paragraph.add_run(shown)
    paragraph._p.append(field_mark("end"))


def field_mark(kind: str) -> Any:
    """Return a run that begins, separates or ends a field."""
    run = element("w:r")
    run.append(element("w:fldChar", w_fldCharType=kind))
    return run


def field_words(instruction: str) -> Any:
    """Return a run with what a field is to do."""
    run, words = element("w:r"), element("w:instrText")
    words.text = instruction
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def mark_as_header(row: Any) -> None:
    """Mark a row as the heads of its table: read out with each cell, repeated on each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", w_val="true"))


def keep_together(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def name_table(table: Any, caption: str) -> None:
    """Name a table for a screen reader (the "alternative text" of a table)."""
    table._tbl.tblPr.append(element("w:tblCaption", w_val=caption))


def new_numbering(word: Any, style: str) -> int:
    """Return the number of a list that begins at 1 again, numbered as ``style`` is."""
    numbering = word.part.numbering_part.numbering_definitions._numbering
    of_style = word.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def set_numbering(paragraph: Any, number: int) -> None:
    """Count a paragraph in the list ``number``."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def describe_picture(picture: Any, alt: str) -> None:
    """Say what a picture shows."""
    picture._inline.docPr.set("descr", alt)
