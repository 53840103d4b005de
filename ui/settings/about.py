"""The section about the program: version, what it keeps and does not, what it guards, licences."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit

import ui.page
import ui.session
import ui.settings.section
import ui.theme

_ROOT = Path(__file__).parent.parent.parent
_LICENCES = (
    "Sổ Chi bộ là phần mềm nguồn mở theo giấy phép MIT. Chương trình dùng phần mềm và phông chữ "
    "của nhiều tác giả khác, mỗi phần giữ giấy phép riêng; Qt và PySide6 dùng theo LGPL-3.0. Bản "
    "ghi giấy phép đầy đủ viết bằng tiếng Anh."
)
_NO_NOTICE = "Không thấy tệp NOTICE bên cạnh chương trình; hãy xem trong bộ cài."


def version() -> str:
    """The version of the program, as its bundles name it."""
    import exports.bundle.assembly

    return str(exports.bundle.assembly.words()["app"]["version"])


def notice() -> str:
    """The licences of all parts: the file of the checkout, or of the installed program."""
    try:
        return (_ROOT / "NOTICE").read_text("utf-8")
    except OSError:
        try:
            held = importlib.metadata.distribution("sochibo")
        except importlib.metadata.PackageNotFoundError:
            return _NO_NOTICE
        return held.read_text("licenses/NOTICE") or _NO_NOTICE


class About(ui.settings.section.Section):
    """What the program is, keeps and guards."""

    NAME: ClassVar[str] = "about"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        self._show = ui.theme.button("Xem giấy phép của các phần", "settings.about.licences")
        self._text = QPlainTextEdit()
        self._text.setObjectName("settings.about.notice")
        self._text.setAccessibleName("Giấy phép của các phần, bằng tiếng Anh")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        said, words = ui.settings.section.paragraphs, ui.settings.section.words()
        self._version = ui.settings.section.told("settings.about.version")
        self.card(
            "Sổ Chi bộ",
            self._version,
            ui.theme.label("Sổ ghi việc của một chi bộ, dùng trên máy của đơn vị, không cần mạng."),
        )
        self.card("Giữ gì, không giữ gì", *said(words["kept"]))
        self.card("Bảo vệ đến đâu", *said(words["guarded"]))
        self.card(
            "Giấy phép",
            *said((_LICENCES,)),
            ui.settings.section.flow(self._show),
            self._text,
        )
        self._text.hide()
        self.column.addStretch(1)
        self.setFocusProxy(self._show)
        self._measure()
        self._show.clicked.connect(self._show_notice)
        ui.theme.notifier().changed.connect(self._measure)

    def reload(self) -> None:
        """Say which version this is."""
        self._version.setText(f"Phiên bản {version()}")

    @Slot()
    def _measure(self) -> None:
        self._text.setFixedHeight(ui.theme.px(360))

    @Slot()
    def _show_notice(self) -> None:
        """Show the licences, or take them away again."""
        if not self._text.toPlainText():
            self._text.setPlainText(notice())
        self._text.setVisible(self._text.isHidden())
        closed = self._text.isHidden()
        self._show.setText("Xem giấy phép của các phần" if closed else "Đóng giấy phép")


SECTION = About
