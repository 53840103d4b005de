"""PDFium, the library that reads and draws PDFs: one thread at a time.

Two threads in it at once end the process, so everybody goes through here.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # PDFium's marks for a "-" at a line's end
# One thread may hold it twice: what it lets go of while at work is closed by the same thread.
_LOCK = threading.RLock()


@contextlib.contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The file ``pdf``, for this thread alone as long as it is open.

    Raises:
        ValueError: it is no PDF that can be read.
    """
    with _LOCK:
        paper = _open(pdf)
        try:
            yield paper
        finally:
            paper.close()


def texts(pdf: bytes) -> Iterator[str]:
    """The text of each page; between two pages other threads have their turn.

    Raises:
        ValueError: it is no PDF that can be read.
    """
    with _LOCK:
        paper = _open(pdf)
        count = len(paper)
    try:
        for index in range(count):
            with _LOCK:
                text = _text(paper, index)
            yield text
    finally:
        with _LOCK:
            paper.close()


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError("not a PDF that can be read") from error


def _text(paper: pypdfium2.PdfDocument, index: int) -> str:
    """The text of the page number ``index`` (from 0)."""
    page = paper[index]
    try:
        reader = page.get_textpage()
        try:
            text: str = reader.get_text_range()
        finally:
            reader.close()
    finally:
        page.close()
    return text.translate(_HYPHENS).replace("\r\n", "\n")
