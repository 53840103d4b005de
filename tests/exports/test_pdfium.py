"""PDFium serves one thread at a time: two at once would end the process."""

from __future__ import annotations

import threading

import pytest

import exports.pdfium
from tests.exports import signed_papers


def reads_within(seconds: float, pdf: bytes) -> bool:
    """Whether another thread gets to read ``pdf`` in that time."""
    read = threading.Event()

    def work() -> None:
        if list(exports.pdfium.texts(pdf)):
            read.set()

    threading.Thread(target=work, daemon=True).start()
    return read.wait(seconds)


def test_an_open_paper_keeps_other_threads_waiting_until_it_is_closed() -> None:
    pdf = signed_papers.minutes()
    with exports.pdfium.opened(pdf):
        assert not reads_within(0.2, pdf)
    assert reads_within(10, pdf)


def test_between_two_pages_other_threads_have_their_turn() -> None:
    pdf = signed_papers.minutes()
    pages = exports.pdfium.texts(pdf)
    assert next(pages).strip()
    assert reads_within(10, pdf)
    assert list(pages) == list(exports.pdfium.texts(pdf))[1:]


def test_a_reading_that_is_given_up_leaves_nothing_held() -> None:
    pdf = signed_papers.minutes()
    pages = exports.pdfium.texts(pdf)
    assert next(pages)
    del pages
    assert reads_within(10, pdf)


def test_what_is_no_pdf_is_refused_and_holds_nobody_up() -> None:
    with pytest.raises(ValueError, match="not a PDF"), exports.pdfium.opened(b"%PDF-1.7 broken"):
        pass
    with pytest.raises(ValueError, match="not a PDF"):
        list(exports.pdfium.texts(b""))
    assert reads_within(10, signed_papers.minutes())
