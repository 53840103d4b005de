"""One document: what it says of itself, its files, its QR code, the meetings it serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QUrl, Signal, Slot

import db.documents
import db.errors
import db.files
import db.meetings
import db.meetings.listing
import db.moments
import db.secrecy
import exports.documents
import ui.asking
import ui.attachments
import ui.background
import ui.choosing
import ui.documents.drops
import ui.documents.fields
import ui.documents.qr
import ui.fields
import ui.fields.files
import ui.form
import ui.links
import ui.page
import ui.scrolling
import ui.session
import ui.shown
import ui.theme

_BINNED = (
    "Lấy lại được trong Cài đặt, mục Thùng rác. Tệp đính kèm đi theo văn bản; cuộc họp đã dùng "
    "văn bản vẫn giữ nguyên."
)
_DETACHED = "Bấm Hoàn tác (Ctrl+Z) để lấy lại tệp, khi chưa khóa sổ."
_UNREAD = (
    "Sổ không đọc được chữ trong “{name}” (bản chụp, ảnh hoặc loại tệp lạ), nên không tự tìm được "
    "dấu độ mật. Đồng chí xem lại tệp; nếu thuộc bí mật nhà nước thì bỏ ngay."
)
DOUBTFUL = (
    "Lưu ý: trích yếu bắt đầu bằng chữ của dấu độ mật. Nếu văn bản thuộc bí mật nhà nước thì xóa "
    "ngay khỏi sổ và báo cáo Bí thư; nếu không thì cứ để như vậy."
)
_NO_MEETING = "Chưa dùng ở cuộc sinh hoạt nào. Chọn văn bản cho một cuộc họp ở trang Sinh hoạt."
Verb = Callable[[db.documents.Document, db.moments.Moment], object]


class DocumentForm(ui.shown.RecordForm):
    """The form of the document chosen in the list."""

    NAME, TITLE, FIRST = "documents", "Văn bản", "title"
    ABOUT = "Văn bản “{}”."

    copied_out = Signal()  # a copy of a file lies outside the book now

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session, _fields(session))
        self._waiting: list[tuple[int, Path]] = []  # files still to be read, with their document
        self._refusals: list[str] = []  # what was said of the files dropped last
        self._job: ui.background.Job | None = None
        self._qr = ui.documents.qr.CodePanel(session)
        self._used = ui.links.Links("documents.meetings")
        self._give = ui.theme.button("Gắn mã QR…", "documents.qr")
        self._bin = ui.theme.button("Xóa…", "documents.delete")
        self._giving = self._make_deed("qr", "Gắn mã QR…", self._ask_qr)
        self.deeds = [
            self._make_deed("add", "Thêm tệp…", self._files().add),
            self._giving,
            self._make_deed("delete", "Xóa…", self._ask_delete),
        ]
        parts = (self._qr, ui.page.heading("Đã dùng ở"), self._used)
        places = self._build(parts, (self._give, self._bin))
        self._place = places[0]
        self._drops = ui.documents.drops.Drops(self)
        takers = ui.documents.drops.takers(places[1])
        takers.remove(self._files().place)  # takes files by itself
        self._drops.watch(*places, *takers)
        self._connect()

    def show_record(self, number: int) -> bool:
        """Show the record ``number``, another one from its top."""
        if number != self._number:
            self._refusals = []
            self._place.verticalScrollBar().setValue(0)
        return super().show_record(number)

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        said = [super().leaving()]
        if self._waiting:
            said.append(f"Tệp “{self._waiting[0][1].name}” chưa đính kèm xong.")
        return " ".join(filter(None, said))

    def reload(self) -> bool:
        """Read the document again; what is being typed stays."""
        document = db.documents.Document.get_or_none(
            db.documents.Document.id == self._number, db.documents.Document.deleted_on.is_null()
        )
        if document is None:
            return False
        self._tell(document)
        return True

    def drop(self, urls: Sequence[QUrl]) -> None:
        """Attach files dropped on the document's row, as if on the form."""
        self._files().place.fell.emit(urls)

    def _files(self) -> ui.fields.Attachments:
        editor = self._form.editor("attach")
        if not isinstance(editor, ui.fields.Attachments):
            raise TypeError("the files have an editor of their own")
        return editor

    def _connect(self) -> None:
        files = self._files()
        files.dropped.connect(self._take)
        files.open_wanted.connect(self._open)
        files.remove_wanted.connect(self._ask_detach)
        self._drops.fell.connect(self._fall)
        self._drops.over.connect(self._hover)
        self._give.clicked.connect(self._ask_qr)
        self._bin.clicked.connect(self._ask_delete)
        self._qr.told.connect(self.told)
        self._used.opened.connect(self.open_requested)

    def _tell(self, document: db.documents.Document) -> None:
        """Show the document as it stands in the book."""
        printed = db.documents.Document.printed([document])[0]
        direction = db.documents.DIRECTIONS.get(document.direction, document.direction)
        ui.theme.set_chip(self._chips[0], direction.capitalize(), "grey")
        ui.theme.set_chip(self._chips[1], *ui.documents.qr.told(document, printed["thematic"]))
        self._chips[1].setVisible(bool(self._chips[1].text()))
        names = (name for name in self._form.names() if name != "attach")
        values: dict[str, Any] = {name: getattr(document, name) for name in names}
        values["attach"] = [
            ui.fields.files.Attachment(one["id"], one["name"], one["size"])
            for one in db.documents.attachments(document.id)
        ]
        self._form.show_values(self._number, values)
        self._qr.show_document(document)
        words = "Gắn lại mã QR…" if document.qr_on else "Gắn mã QR…"
        self._give.setText(words)
        self._giving.setText(words)
        self._used.show_lines(_meetings(printed["meetings"]), _NO_MEETING)
        self._history.show_record("documents", int(document.id))

    def _record(self) -> db.documents.Document:
        return db.documents.get(int(self._number or 0))

    def _save(self, name: str, value: Any) -> None:
        stored = value if name == "date" else (value or "")
        self._session.perform(
            f"Sửa “{self._record().title}”",
            lambda moment: db.documents.change(self._record(), {name: stored}, moment),
            quiet=True,
        )
        if name == "title" and db.secrecy.doubtful(str(stored)):
            self.told.emit(DOUBTFUL, "amber")

    def _do(self, label: str, verb: Verb) -> None:
        """Do a step on the document in sight; a sentence it raises goes to the question."""
        self._session.perform(label, lambda moment: verb(self._record(), moment))

    # Files.

    @Slot(QPoint, object)
    def _fall(self, _at: QPoint, urls: Sequence[QUrl]) -> None:
        self.drop(urls)

    @Slot(bool)
    def _hover(self, held: bool) -> None:
        ui.theme.restyle(self._files().place, "drop", "over" if held else "waiting")

    @Slot(object)
    def _take(self, paths: Sequence[Path]) -> None:
        """Read the files one after the other beside the window, then keep them."""
        if self._number is None:
            return
        if not self._waiting:
            if self._refusals and self._form.error("attach") == " ".join(self._refusals):
                self._form.say_error("attach", "")
            self._refusals = []
        self._waiting += [(self._number, path) for path in paths]
        self._read_next()

    def _read_next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        number, path = self._waiting[0]
        self._job = self._session.jobs.run(
            f"Đính kèm “{path.name}”",
            partial(exports.documents.read, path),
            on_done=partial(self._keep, number),
            on_failed=partial(self._refuse, number),
            on_cancelled=self._stop,
            alone=False,
            with_book=False,
        )

    def _keep(self, number: int, judged: exports.documents.Judged) -> None:
        """Keep a file that bears no mark, with the document it was dropped on."""
        try:
            self._session.perform(
                f"Đính kèm “{judged.name}”",
                lambda moment: db.documents.attach(
                    db.documents.get(number), judged.name, judged.data, moment
                ),
            )
        except db.errors.RecordError as error:
            self._refuse(number, str(error))
            return
        if not judged.readable:
            self.told.emit(_UNREAD.format(name=judged.name), "amber")
        self._go_on()

    def _refuse(self, number: int, sentence: str) -> None:
        """Say why a file is not kept: beside the files, or in the band if another is in sight."""
        _, path = self._waiting[0]
        said = sentence if path.name in sentence else f"“{path.name}”: {sentence}"
        if number == self._number:
            self._refusals.append(said)
            self._form.say_error("attach", " ".join(self._refusals))
        else:
            self.told.emit(said, "red")
        self._go_on()

    def _stop(self) -> None:
        """The person stopped the reading: the files still waiting are not read either."""
        self._job = None
        self._waiting.clear()
        self.told.emit("Đã dừng; tệp chưa đọc xong thì không đính kèm.", "amber")

    def _go_on(self) -> None:
        stopped, self._job = self._job is not None and self._job.cancelling(), None
        del self._waiting[:1]
        if stopped and self._waiting:
            self._stop()
        else:
            self._read_next()

    @Slot(int)
    def _open(self, attachment: int) -> None:
        """Open a copy of a file; one that no office program opens is saved where a person says."""
        name = self._name_of(attachment)
        try:
            if ui.attachments.readable(name):
                ui.attachments.open_copy(name, db.documents.content(attachment))
                self.copied_out.emit()
            else:
                self._save_out(attachment, name)
        except db.errors.RecordError as error:
            self._form.say_error("attach", str(error))
            self.copied_out.emit()

    def _save_out(self, attachment: int, name: str) -> None:
        title = "Sổ không tự mở loại tệp này: lưu ra ngoài"
        path = ui.choosing.save(self.window(), title, [ui.choosing.ANY], name, purpose="attachment")
        if path is not None:
            db.files.write_whole(path, db.documents.content(attachment))
            self.told.emit(f"Đã lưu “{path}”; bản này nằm ngoài sổ.", "amber")

    def _name_of(self, attachment: int) -> str:
        found = db.documents.attachments(int(self._number or 0))
        return next((str(one["name"]) for one in found if one["id"] == attachment), "")

    @Slot(int)
    def _ask_detach(self, attachment: int) -> None:
        name = self._name_of(attachment)

        def detach(_given: dict[str, Any]) -> None:
            self._session.perform(
                f"Bỏ tệp “{name}”", lambda moment: db.documents.detach(attachment, moment)
            )

        self._asking.ask(f"Bỏ tệp “{name}” khỏi văn bản", [], "Bỏ tệp", detach, words=_DETACHED)

    # Steps.

    @Slot()
    def _ask_qr(self) -> None:
        document = self._record()
        fields, words = ui.documents.qr.question(self._session)
        values = {"on": self._session.today, "link": document.link}

        def give(given: dict[str, Any]) -> None:
            on, link = given["on"], given["link"] or ""
            self._do(
                "Gắn mã QR",
                lambda one, moment: db.documents.issue_qr(one, on, link, moment),
            )

        self._asking.ask("Gắn mã QR", fields, "Gắn mã QR", give, values=values, words=words)

    @Slot()
    def _ask_delete(self) -> None:
        self._asking.ask(
            "Chuyển văn bản vào thùng rác",
            [],
            "Chuyển vào thùng rác",
            lambda _given: self._do("Xóa văn bản", db.documents.delete),
            words=_BINNED,
        )


def _fields(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """What a document says of itself, and below its title its files."""
    files = ui.form.Field("attach", "Tệp đính kèm", ui.fields.Attachments)
    first, *rest = ui.documents.fields.plain(session)
    return (first, files, *rest)


def _meetings(numbers: Sequence[int]) -> list[ui.links.Link]:
    """A line for each meeting the document served, unless it lies in the bin."""
    kept = [one for one in numbers if db.meetings.get(one).deleted_on is None]
    return [
        ui.links.Link(
            f"documents.meetings.{row['id']}",
            ("meetings", row["id"]),
            str(row["title"]),
            ui.documents.qr.day(row["held_on"] or row["planned_on"]),
            "blue",
        )
        for row in db.meetings.listing.rows(kept)
    ]
