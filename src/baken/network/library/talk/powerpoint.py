"""Slides as PowerPoint (ECMA-376), so that a focal point can change every word herself.

Titles are title placeholders and points stand in the body placeholder of a layout, so that the
outline view and a screen reader have them, in reading order. Colours, type and places are in the
master and the layouts: a slide that somebody adds looks like the others.
"""

from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from . import codes
from .fitting import (
    BIG_HEIGHT,
    BIG_SIZE,
    BODY_HEIGHT,
    BODY_TOP,
    CODE_SIZE,
    GAP,
    INDENT,
    MARGIN,
    TEXT_WIDTH,
    TITLE_HEIGHT,
    TITLE_TOP,
    room_of,
)
from .making import Made
from .slides import HEIGHT, WIDTH, Point, Slide
from .theme import Colours, colours

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LANGUAGE = "nl-NL"
FONT = "Arial"
"""On every machine; the widths of ``fitting`` are those of this typeface."""
TITLE_LAYOUT, POINTS_LAYOUT, DANGER_LAYOUT = 0, 1, 2
FEET = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
FOOT_TOP, FOOT_HEIGHT = HEIGHT - 40, 24
BODY = 1
"""Index of the body placeholder in the layouts that are used."""


def as_powerpoint(made: Made) -> bytes:
    """Return the talk as a .pptx file."""
    shown = colours()
    deck = _deck(shown)
    for slide in made.slides:
        _add(deck, slide, shown, made.facts.name)
    _describe(deck, made)
    kept = BytesIO()
    deck.save(kept)
    return kept.getvalue()


def _describe(deck: Any, made: Made) -> None:
    about = deck.core_properties
    about.title, about.author = made.talk.title, made.facts.name or "Baken"
    about.language, about.subject = LANGUAGE, "Mensenhandel: zien en melden"
    about.keywords, about.comments = "", ""
    about.last_modified_by = ""


# -- Master and layouts -----------------------------------------------------------------------


def _deck(shown: Colours) -> Any:
    """Return an empty presentation of 16:9 with three layouts in the house style."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _keep_layouts(deck, 3)
    _recolour(deck, shown)
    master = deck.slide_master
    _set_text_styles(master, shown)
    _place(master.placeholders)
    names = ("Titeldia", "Titel en punten", "Direct gevaar")
    for layout, name in zip(deck.slide_layouts, names, strict=True):
        layout.name = name
        _place(layout.placeholders)
    _dress_title(deck.slide_layouts[TITLE_LAYOUT], shown)
    _dress_points(deck.slide_layouts[POINTS_LAYOUT], shown.brand)
    _as_points(deck.slide_layouts[DANGER_LAYOUT], deck.slide_layouts[POINTS_LAYOUT])
    _dress_points(deck.slide_layouts[DANGER_LAYOUT], shown.danger)
    for layout in deck.slide_layouts:
        _dress_feet(layout, shown)
    return deck


def _keep_layouts(deck: Any, number: int) -> None:
    for layout in list(deck.slide_layouts)[number:]:
        deck.slide_layouts.remove(layout)


def _as_points(layout: Any, model: Any) -> None:
    """Give a layout the title and body of another."""
    for shape in list(layout.placeholders):
        if shape.placeholder_format.idx in {0, BODY}:
            shape._element.getparent().remove(shape._element)
    tree = layout.shapes._spTree
    for place, shape in enumerate(model.placeholders):
        if shape.placeholder_format.idx in {0, BODY}:
            tree.insert(2 + place, copy.deepcopy(shape._element))


def _place(placeholders: Any) -> None:
    """Put title, body, foot and number where a slide of 16:9 has them; the date goes."""
    for shape in list(placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
        elif kind == PP_PLACEHOLDER.FOOTER:
            _at(shape, MARGIN, FOOT_TOP, TEXT_WIDTH - 100, FOOT_HEIGHT)
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _at(shape, WIDTH - MARGIN - 90, FOOT_TOP, 90, FOOT_HEIGHT)
        elif kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}:
            _at(shape, MARGIN, TITLE_TOP, TEXT_WIDTH, TITLE_HEIGHT)
        else:
            _at(shape, MARGIN, BODY_TOP, TEXT_WIDTH, BODY_HEIGHT)


def _at(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _dress_feet(layout: Any, shown: Colours) -> None:
    for shape in layout.placeholders:
        if shape.placeholder_format.type in FEET:
            side = "r" if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER else "l"
            _style(shape, shown.soft, 14, bold=False, side=side)


def _dress_title(layout: Any, shown: Colours) -> None:
    """Make the first slide dark with a line of light, as the pages of Baken begin."""
    fill = layout.background.fill
    fill.solid()
    fill.fore_color.rgb = _rgb(shown.brand_strong)
    _band(layout, shown.light, MARGIN, 318, 120, 8)
    for shape in list(layout.placeholders):
        kind = shape.placeholder_format.type
        if kind in FEET:
            shape._element.getparent().remove(shape._element)
            continue
        is_title = kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
        _at(shape, MARGIN, 150 if is_title else 342, TEXT_WIDTH, 150)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_title else MSO_ANCHOR.TOP
        _style(shape, shown.on_brand, 44 if is_title else 26, bold=is_title)


def _dress_points(layout: Any, colour: str) -> None:
    _band(layout, colour, 0, 0, WIDTH, 14)
    for shape in layout.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE:
            _style(shape, colour, 40, bold=True)


def _style(shape: Any, colour: str, size: int, *, bold: bool, side: str = "l") -> None:
    """Set how a placeholder of a layout writes; left, as all text of Baken, unless said."""
    body = shape.text_frame._txBody
    for old in body.findall(qn("a:lstStyle")):
        body.remove(old)
    style = OxmlElement("a:lstStyle")
    body.insert(1, style)
    level = _inside(style, "a:lvl1pPr", marL="0", indent="0", algn=side)
    _inside(level, "a:buNone")
    run = _inside(level, "a:defRPr", sz=str(size * 100), b="1" if bold else "0", lang=LANGUAGE)
    _fill(run, colour)


def _inside(parent: Any, name: str, **attributes: str) -> Any:
    """Return a new element at the end of another."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(key, value)
    parent.append(made)
    return made


def _band(layout: Any, colour: str, left: float, top: float, width: float, height: float) -> None:
    """Draw a bar in the layout, behind everything; ornaments of a layout are not read aloud."""
    bar = _BAR.format(
        left=int(Pt(left)),
        top=int(Pt(top)),
        width=int(Pt(width)),
        height=int(Pt(height)),
        colour=colour.lstrip("#"),
    )
    layout.shapes._spTree.insert(2, parse_xml(bar))


_BAR = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="90" name="Balk"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
    "</p:sp>"
)


def _set_text_styles(master: Any, shown: Colours) -> None:
    """Write type, colour, bullets and language of all levels into the master."""
    styles = master._element.find(qn("p:txStyles"))
    for kind, size, bold in (("titleStyle", 40, "1"), ("bodyStyle", 28, "0")):
        style = styles.find(qn(f"p:{kind}"))
        for level, one in enumerate(style):
            run = one.find(qn("a:defRPr"))
            if run is None:
                continue
            run.set("sz", str(size * 100))
            run.set("b", bold)
            run.set("lang", LANGUAGE)
            one.set("algn", "l")
            _fill(run, shown.brand if kind == "titleStyle" else shown.ink)
            if kind == "bodyStyle":
                one.set("marL", str(int(Pt(INDENT * (level + 1)))))
                one.set("indent", str(-int(Pt(INDENT))))
    for shape in master.placeholders:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = (
            MSO_ANCHOR.BOTTOM
            if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE
            else MSO_ANCHOR.TOP
        )


def _fill(run: Any, colour: str) -> None:
    for old in run.findall(qn("a:solidFill")):
        run.remove(old)
    fill = OxmlElement("a:solidFill")
    _inside(fill, "a:srgbClr", val=colour.lstrip("#"))
    run.insert(0, fill)


def _recolour(deck: Any, shown: Colours) -> None:
    """Set the colours and typeface of the theme, which PowerPoint offers to who goes on."""
    part = next(
        relation.target_part
        for relation in deck.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    theme = parse_xml(part.blob)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    wanted = {
        "dk1": shown.ink, "lt1": shown.paper, "dk2": shown.brand_strong, "lt2": shown.tint,
        "accent1": shown.brand, "accent2": shown.light, "accent3": shown.danger,
        "accent4": shown.soft, "accent5": shown.line, "accent6": shown.brand_strong,
        "hlink": shown.brand, "folHlink": shown.brand_strong,
    }  # fmt: skip
    for name, colour in wanted.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot.clear()
        _inside(slot, "a:srgbClr", val=colour.lstrip("#"))
    for font in theme.findall(f".//{qn('a:latin')}"):
        font.set("typeface", FONT)
    part._blob = serialize_part_xml(theme)


def _rgb(colour: str) -> RGBColor:
    made: RGBColor = RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
    return made


# -- Slides -----------------------------------------------------------------------------------


def _add(deck: Any, slide: Slide, shown: Colours, foot: str) -> None:
    layout = TITLE_LAYOUT if slide.is_title else DANGER_LAYOUT if slide.is_danger else POINTS_LAYOUT
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    title = made.shapes.title
    title.text_frame.text = slide.title
    _language(title.text_frame, slide.title_size)
    body = made.placeholders[BODY]
    _fill_body(body, slide, shown)
    if slide.code:
        _add_code(made, slide)
    if not slide.is_title:
        _add_feet(made, deck.slide_layouts[layout], foot)
    if slide.note:
        frame = made.notes_slide.notes_text_frame
        frame.text = slide.note
        _language(frame, None)


def _fill_body(body: Any, slide: Slide, shown: Colours) -> None:
    if slide.code:
        _at(body, MARGIN, BODY_TOP, room_of(slide).width, BODY_HEIGHT)
    frame = body.text_frame
    big = [Point(slide.big, marked=False)] if slide.big else []
    lines = [*big, *slide.points]
    if not lines:
        body._element.getparent().remove(body._element)
        return
    for place, point in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        is_big = bool(big) and place == 0
        size = BIG_SIZE if is_big else slide.size
        paragraph.level = point.level
        paragraph.line_spacing = 1.0
        paragraph.space_before = Pt(0 if is_big else GAP * size)
        paragraph.space_after = Pt(BIG_HEIGHT - BIG_SIZE * 1.2) if is_big else Pt(0)
        run = paragraph.add_run()
        run.text = point.text
        if not slide.is_title:
            run.font.size = Pt(size)
        if point.strong or is_big:
            run.font.bold = True
        if is_big:
            run.font.color.rgb = _rgb(shown.danger if slide.is_danger else shown.brand)
        if not point.marked:
            _without_bullet(paragraph)
    _language(frame, None)


def _without_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    _inside(properties, "a:buNone")


def _language(frame: Any, size: int | None) -> None:
    """Say that every word is Dutch, for spelling and for reading aloud; set a size if given."""
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGE)
            if size is not None:
                run.font.size = Pt(size)


def _add_code(made: Any, slide: Slide) -> None:
    picture = made.shapes.add_picture(
        BytesIO(codes.as_png(slide.code)),
        Pt(WIDTH - MARGIN - CODE_SIZE),
        Pt(BODY_TOP),
        Pt(CODE_SIZE),
        Pt(CODE_SIZE),
    )
    about = picture._element.nvPicPr.cNvPr
    about.set("name", "QR-code")
    about.set("descr", slide.code_alt)


def _add_feet(made: Any, layout: Any, foot: str) -> None:
    """Put name and number where the layout has them, last in the reading order."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type in FEET:
            made.shapes._spTree.append(copy.deepcopy(shape._element))
    for place, shape in enumerate(made.shapes, 2):
        next(shape._element.iter(qn("p:cNvPr"))).set("id", str(place))
        if shape.is_placeholder and shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            shape.text_frame.text = foot
            _language(shape.text_frame, None)
