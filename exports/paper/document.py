"""The PDF file round the pieces: pages, margins, page numbers, properties, same bytes each time."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

import exports.paper.content
import exports.paper.faces
import exports.paper.pen
import exports.paper.story

PROGRAM = "Sổ Chi bộ"


class _Canvas(Canvas):
    """A canvas that does not leave the empty ``/Trans`` PDF/A checkers refuse."""

    def save(self) -> None:
        """Take the empty page transitions out, then write."""
        for page in self._doc.Pages.pages:  # type: ignore[attr-defined]  # not in the stub
            page.Trans = None
        super().save()


class _Pages(PageTemplate):
    """Pages lying one way, with the number on top from the second page on."""

    def __init__(self, name: str, pen: exports.paper.pen.Pen, lying: bool) -> None:
        page, mm = pen.layout.page, exports.paper.pen.MM
        width, height = (page.height, page.width) if lying else (page.width, page.height)
        frame = Frame(
            page.left * mm,
            page.bottom * mm,
            (width - page.left - page.right) * mm,
            (height - page.top - page.bottom) * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(id=name, frames=[frame], pagesize=(width * mm, height * mm))
        self.pen = pen
        self.mirrored = page.duplex and not lying
        self.shift = (page.right - page.left) * mm
        self.middle = (page.left + width - page.right) / 2 * mm
        self.number_line = (height - page.number_from_top) * mm

    def beforeDrawPage(self, canv: Canvas, doc: BaseDocTemplate) -> None:  # noqa: N802 - reportlab's name
        """Mirror the margins of even pages when printed on both sides; print the number (15)."""
        if self.mirrored and doc.page % 2 == 0:
            canv.translate(self.shift, 0)
        if doc.page > 1:
            canv.setFont(self.pen.face("page_number"), self.pen.size("page_number"))
            canv.drawCentredString(self.middle, self.number_line, str(doc.page))


def written(
    pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper, pieces: list[Flowable]
) -> tuple[bytes, int]:
    """The PDF of ``pieces`` and its number of pages; ``ValueError`` if they cannot be laid out.

    The file has no clock and no random number in it: equal pieces give equal bytes.
    """
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        title=_title(paper),
        author=_line(paper.issuer),
        subject=_line(paper.abstract),
        creator=PROGRAM,
        producer=PROGRAM,
        lang="vi-VN",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=pen.face("body"),
        initialFontSize=pen.size("body"),
    )
    document.addPageTemplates(_Pages(exports.paper.story.PORTRAIT, pen, lying=False))
    document.addPageTemplates(_Pages(exports.paper.story.LANDSCAPE, pen, lying=True))
    try:
        document.build(pieces, canvasmaker=_Canvas)
    except LayoutError as error:
        raise ValueError(f"the paper cannot be laid out: {str(error)[:200]}") from error
    return target.getvalue(), document.page


def _title(paper: exports.paper.content.Paper) -> str:
    """What the window of a PDF reader shows: type, number, abstract."""
    number = exports.paper.content.number_and_sign(paper)
    parts = (paper.type_name, number, paper.abstract)
    return " ".join(_line(part) for part in parts if part)


def _line(text: str) -> str:
    """``text`` on one line, as it is drawn."""
    return " ".join(exports.paper.faces.printable(text).split())
