"""A letter as a Word document: blanks marked, and a page for the parent alone in her own language."""

import re
from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO

import font_source_sans_pro
import resvg_py
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from guide.language import N_, languages, translate
from guide.letters import Letter
from guide.timeline import TITLE, Mark, as_svg, as_text

FOR_YOU = N_("Dit blad is voor u. Stuur het niet mee.")
FILL_IN = N_(
    "Vul in wat geel is. Onderteken de brief. Bewaar een kopie en vraag een bevestiging met de datum."
)
_BLANK = re.compile(r"(\[[^\]]*\])")
_SHARPNESS = 3.0


def as_docx(letter: Letter, text: str, points: Sequence[Mark], locale: str) -> bytes:
    """Return the letter `text` (Dutch) as a .docx file.

    A second page tells in the language `locale` what the letter is, and shows the time line with
    `points`, whose words are in that language too; without dates it has no picture.
    """
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.author = ""
    for line in text.rstrip("\n").split("\n"):
        _letter_line(document.add_paragraph(), line)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _page_for_the_parent(document, letter, points, locale)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_png(svg: str) -> bytes:
    """Return a picture as PNG, for programs that show no SVG; in fonts of our own."""
    latin, bold = font_source_sans_pro.SourceSansPro, font_source_sans_pro.SourceSansProBold
    arabic = str(files("fontpkg_noto_sans_arabic") / "files" / "NotoSansArabic[wdth,wght].ttf")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=_SHARPNESS,
            font_files=[latin, bold, arabic],
            sans_serif_family="Source Sans Pro",
            skip_system_fonts=True,
        )
    )


def _letter_line(paragraph: Paragraph, line: str) -> None:
    for part in _BLANK.split(line):
        run = paragraph.add_run(part)
        run.bold = line.startswith("Onderwerp:") or None
        if part.startswith("["):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _page_for_the_parent(document: DocumentType, letter: Letter, points: Sequence[Mark], locale: str) -> None:
    title = _own_language(document.add_paragraph(), translate(letter.title, locale), locale)
    title.runs[0].bold, title.runs[0].font.size = True, Pt(15)
    for text in (FOR_YOU, letter.explanation, FILL_IN):
        paragraph = _own_language(document.add_paragraph(), translate(text, locale), locale)
        paragraph.paragraph_format.space_after = Pt(8)
    if len(points) < 2:
        return
    heading = _own_language(document.add_paragraph(), translate(TITLE, locale), locale)
    heading.runs[0].bold = True
    shape = document.add_picture(BytesIO(as_png(as_svg(list(points), locale))), width=Cm(9))
    shape._inline.docPr.set("descr", as_text(points, locale))  # noqa: SLF001  (python-docx has no way of its own)


def _own_language(paragraph: Paragraph, text: str, locale: str) -> Paragraph:
    paragraph.add_run(text)
    if languages()[locale].dir == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
        for run in paragraph.runs:
            run.font.rtl = True
    return paragraph
