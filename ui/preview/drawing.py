"""What PDFium tells and draws of a PDF."""

from __future__ import annotations

from PySide6.QtGui import QImage

Size = tuple[float, float]  # width and height in points


def sizes(pdf: bytes) -> list[Size]:
    """The size of each page of ``pdf`` as it is shown; none if it cannot be read."""
    import pypdfium2

    import exports.pdfium

    try:
        with exports.pdfium.opened(pdf) as paper:
            return [paper.get_page_size(index) for index in range(len(paper))]
    except (ValueError, pypdfium2.PdfiumError):
        return []


def drawn(pdf: bytes, page: int, width: int) -> QImage:
    """Page number ``page`` (from 0), ``width`` pixels wide; a null image if it cannot be drawn."""
    import pypdfium2

    import exports.pdfium

    try:
        with exports.pdfium.opened(pdf) as paper:
            paper.init_forms()  # what a visible signature shows is drawn with the forms
            leaf = paper[page]
            # A hair less, because the library rounds up.
            bitmap = leaf.render(scale=(width - 0.01) / leaf.get_width(), rev_byteorder=False)
            form = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888}
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                form.get(bitmap.n_channels, QImage.Format.Format_RGB32),
            )
            return image.copy()
    except (ValueError, pypdfium2.PdfiumError):
        return QImage()
