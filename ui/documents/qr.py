"""The QR code of one document in the page: its picture, and how it is saved or printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.days
import db.documents
import db.errors
import db.files
import ui.choosing
import ui.documents.code
import ui.documents.fields
import ui.fields
import ui.fields.files
import ui.flow
import ui.form
import ui.page
import ui.preview
import ui.printing
import ui.session
import ui.theme

_SHEET, _TALLEST = 420, 480  # pixels of the sheet's preview: at 100 %, and at most
PNG = "Hình PNG (*.png)"
_NONE = "Chưa gắn mã QR. Tài liệu của sinh hoạt chuyên đề cần có mã để đảng viên tra cứu."
_ASKED = (
    "Đường dẫn nơi đảng viên mở tài liệu bằng điện thoại (trang của phường, Sổ tay đảng viên). "
    "Để trống thì mã ghi trích yếu và số văn bản."
)


def day(value: date | str | None) -> str:
    """A day as a list shows it; a listing gives ISO text."""
    if not value:
        return ""
    return db.days.shown(date.fromisoformat(value) if isinstance(value, str) else value)


def told(document: db.documents.Document, thematic: bool) -> tuple[str, ui.theme.Tone]:
    """The chip that says how it stands with the code, "" where none is needed."""
    if document.qr_on:
        return f"Có mã QR từ {day(document.qr_on)}", "green"
    return ("Chuyên đề, chưa có mã QR", "amber") if thematic else ("", "grey")


def question(session: ui.session.Session) -> tuple[list[ui.form.Field], str]:
    """What is asked when a code is given, and the words above."""
    today = partial(ui.documents.fields.today, session)
    on = ui.form.Field(
        "on", "Ngày gắn mã QR", partial(ui.fields.Day, today, ahead=False), required=True
    )
    return [on, ui.form.Field.of(db.documents.Document.link)], _ASKED


class CodePanel(QWidget):
    """The code of the document in sight; ``told`` carries a sentence and its tone."""

    told = Signal(str, str)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._document: db.documents.Document | None = None
        self._picture = ui.documents.code.Picture()
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("documents.qr.words")
        self._look = ui.theme.button("", "documents.qr.look")
        self._look.setCheckable(True)
        self._sheet: ui.preview.Preview | None = None  # made when first asked for
        self._png = ui.theme.button("Lưu hình…", "documents.qr.png")
        self._pdf = ui.theme.button("Lưu PDF…", "documents.qr.pdf")
        self._print = ui.theme.button("In…", "documents.qr.print")
        self._print.setAccessibleName("In mã QR")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._foot = QWidget()
        row = ui.flow.Flow(self._foot)
        for button in (self._look, self._png, self._pdf, self._print):
            row.addWidget(button)
        for one in (ui.page.heading("Mã QR tra cứu"), self._picture, self._words, self._foot):
            column.addWidget(one)
        self._look.toggled.connect(self._show_sheet)
        self._show_sheet(False)
        self._png.clicked.connect(partial(self._attempt, self._save_png))
        self._pdf.clicked.connect(partial(self._attempt, self._save_pdf))
        self._print.clicked.connect(partial(self._attempt, self._put_on_paper))

    def show_document(self, document: db.documents.Document) -> None:
        """Show the code of ``document``, or that it has none."""
        self._document = document
        given = document.qr_on is not None
        text = ui.documents.code.text_of(document)
        self._picture.setVisible(given)
        self._foot.setVisible(given)
        if given:
            self._picture.show_text(text)
            link = ui.fields.files.breakable(document.link)
            self._words.setText(f"Dẫn tới: {link}" if link else f"Ghi: {text}")
        else:
            self._words.setText(_NONE)
        self._show_sheet(given and self._look.isChecked())

    @Slot(bool)
    def _show_sheet(self, wanted: bool) -> None:
        """Show the sheet as it will be printed, or take it away."""
        self._look.setText("Ẩn bản in" if self._look.isChecked() else "Xem bản in")
        if wanted and self._sheet is None:
            self._sheet = ui.preview.Preview("documents.qr.sheet")
            self._column.addWidget(self._sheet)
        if self._sheet is not None:
            self._sheet.setFixedHeight(min(ui.theme.px(_SHEET), _TALLEST))
            self._sheet.setVisible(wanted)
            if wanted:
                self._sheet.show_pdf(ui.documents.code.pdf(self._shown()))

    def _shown(self) -> db.documents.Document:
        if self._document is None:
            raise RuntimeError("no document is shown")
        return self._document

    def _name(self, ending: str) -> str:
        """A name for a file of this document: no number may make a folder of it."""
        number = str(self._shown().number or self._shown().id).replace("/", "-")
        return f"ma-qr-{number}.{ending}"

    @Slot()
    def _save_png(self) -> None:
        self._write(PNG, "png", ui.documents.code.png(ui.documents.code.text_of(self._shown())))

    @Slot()
    def _save_pdf(self) -> None:
        self._write(ui.choosing.PDF, "pdf", ui.documents.code.pdf(self._shown()))

    @Slot()
    def _put_on_paper(self) -> None:
        ui.printing.print_pdf(
            ui.documents.code.pdf(self._shown()),
            self.window(),
            self._session.jobs,
            said=self._say_done,
            failed=self._say_failed,
            name=self._name("pdf"),
        )

    def _write(self, kind: str, ending: str, data: bytes) -> None:
        path = ui.choosing.save(
            self.window(), "Lưu mã QR", [kind], self._name(ending), purpose="qr"
        )
        if path is not None:
            db.files.write_whole(path, data)
            self._say_done(f"Đã lưu “{path}”.")

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except db.errors.RecordError as error:
            self._say_failed(str(error))

    def _say_done(self, sentence: str) -> None:
        self.told.emit(sentence, "green")

    def _say_failed(self, sentence: str) -> None:
        self.told.emit(sentence, "red")
