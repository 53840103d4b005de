"""Printing: the PDF itself at 100 %, sheet by sheet, or a saved file where there is no printer."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices, QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from reportlab.pdfgen.canvas import Canvas

import db.errors
import ui.background
import ui.choosing
import ui.preview.drawing
import ui.printing

SIZES = [(595.28, 841.89), (841.89, 595.28), (612.0, 792.0), (300.0, 420.5), (595.28, 841.89)]
MARK = (72.0, 144.0, 50.0, 20.0)  # left, bottom, width, height in points


def paper(*sizes: tuple[float, float]) -> bytes:
    """A PDF with a black mark at the same place of each page."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(*MARK, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def to_file(path: Path) -> QPrinter:
    """A printer that writes what it prints to ``path``."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def mark_on(pdf: bytes, page: int) -> tuple[float, ...]:
    """Where the mark lies on a page: left, bottom, width, height in points."""
    opened = pypdfium2.PdfDocument(pdf)
    picture = opened[page].render(scale=4, grayscale=True).to_pil()
    opened.close()
    left, top, right, bottom = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    return left / 4, (picture.height - bottom) / 4, (right - left) / 4, (bottom - top) / 4


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[ui.background.Jobs]:
    assert qapp is not None
    made = ui.background.Jobs()
    yield made
    assert made.wait_all(5_000)


@pytest.mark.usefixtures("qapp")
def test_each_page_keeps_its_size_and_everything_its_place(tmp_path: Path) -> None:
    printed = tmp_path / "in.pdf"
    assert ui.printing.paint(paper(*SIZES), to_file(printed), quiet) == len(SIZES)
    data = printed.read_bytes()
    sizes = ui.preview.drawing.sizes(data)
    assert len(sizes) == len(SIZES)
    for page, ((wide, high), (wide_then, high_then)) in enumerate(zip(SIZES, sizes, strict=True)):
        assert abs(wide - wide_then) <= 1
        assert abs(high - high_then) <= 1
        assert mark_on(data, page) == pytest.approx(MARK, abs=1)


@pytest.mark.usefixtures("qapp")
def test_chosen_pages_order_and_copies_are_kept(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "in.pdf")
    printer.setPageRanges(QPageRanges.fromString("2-3,5"))
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert ui.printing._chosen(printer, 6) == [4, 2, 1]
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    expected = [4, 2, 1] * (1 if printer.supportsMultipleCopies() else 2)
    assert ui.printing._chosen(printer, 6) == expected


@pytest.mark.usefixtures("qapp")
def test_stopping_leaves_the_rest_unprinted(tmp_path: Path) -> None:
    def stop(_what: str, done: int, _total: int) -> None:
        if done:
            raise ui.background.Cancelled

    with pytest.raises(ui.background.Cancelled):
        ui.printing.paint(paper(*SIZES), to_file(tmp_path / "in.pdf"), stop)


@pytest.mark.qt_log_ignore("QPainter::begin")  # Qt's own complaint about the same thing
@pytest.mark.usefixtures("qapp")
def test_a_printer_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    nowhere = to_file(tmp_path / "khong-co" / "in.pdf")
    with pytest.raises(db.errors.RecordError, match="kiểm tra máy in"):
        ui.printing.paint(paper(*SIZES), nowhere, quiet)


def test_it_prints_beside_the_window_and_says_where(
    jobs: ui.background.Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, said, asked = tmp_path / "in.pdf", list[str](), list[int]()

    def ask(_parent: QWidget | None, pages: int) -> QPrinter:
        asked.append(pages)
        return to_file(printed)

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Máy in văn phòng"])
    monkeypatch.setattr(ui.printing, "asker", ask)
    ui.printing.print_pdf(paper(*SIZES), None, jobs, said=said.append)
    assert [job.label for job in jobs.running()] == ["In văn bản"]
    assert jobs.wait_all(5_000)
    assert asked == [len(SIZES)]
    assert said == [f"Đã in 5 trang ra tệp “{printed}”."]
    assert len(ui.preview.drawing.sizes(printed.read_bytes())) == len(SIZES)


def test_giving_up_prints_nothing(
    jobs: ui.background.Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Máy in văn phòng"])
    monkeypatch.setattr(ui.printing, "asker", lambda *_: None)
    ui.printing.print_pdf(paper(*SIZES), None, jobs, said=said.append)
    assert jobs.running() == []
    assert said == []


def test_without_a_printer_the_paper_is_saved_as_it_is(
    jobs: ui.background.Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, target, said = paper(*SIZES), tmp_path / "bao-cao", list[str]()
    asked: list[ui.choosing.Question] = []

    def choose(question: ui.choosing.Question) -> list[Path]:
        asked.append(question)
        return [target]

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(ui.choosing, "chooser", choose)
    monkeypatch.setattr(QSettings, "setValue", lambda *_: None)
    ui.printing.print_pdf(pdf, None, jobs, said=said.append, name="bao-cao.pdf")
    saved = tmp_path / "bao-cao.pdf"
    assert saved.read_bytes() == pdf
    assert asked[0].start.name == "bao-cao.pdf"
    assert said == [f"Máy này chưa cài máy in; đã lưu “{saved}” để in ở máy khác với tỷ lệ 100%."]


def test_without_a_printer_giving_up_says_why_nothing_was_printed(
    jobs: ui.background.Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [])
    ui.printing.print_pdf(paper(*SIZES), None, jobs, said=said.append)
    (sentence,) = said
    assert sentence.startswith("Máy này chưa cài máy in")


def test_what_is_no_pdf_is_refused_before_anything_is_asked(jobs: ui.background.Jobs) -> None:
    with pytest.raises(db.errors.RecordError, match="không phải PDF"):
        ui.printing.print_pdf(b"abc", None, jobs, said=print)


def test_a_file_is_opened_in_the_systems_own_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(answer: bool, url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return answer

    file = tmp_path / "Báo cáo quý III.docx"
    file.write_bytes(b"")
    monkeypatch.setattr(QDesktopServices, "openUrl", functools.partial(open_url, True))
    ui.printing.open_outside(file)
    assert opened == [str(file)]
    monkeypatch.setattr(QDesktopServices, "openUrl", functools.partial(open_url, False))
    with pytest.raises(db.errors.RecordError, match="hãy mở tệp từ thư mục"):
        ui.printing.open_outside(file)
    file.unlink()
    with pytest.raises(db.errors.RecordError, match="Không còn thấy"):
        ui.printing.open_outside(file)
