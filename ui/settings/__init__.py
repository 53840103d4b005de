"""The settings: the unit, who opens the book, thresholds, signers, backups, bin, erasing, about."""

from __future__ import annotations

import importlib
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

import ui.page
import ui.session
import ui.settings.section


class _Entry(NamedTuple):
    """One section: its name, its title in the list, the module with its ``SECTION``."""

    name: str
    title: str
    module: str


SECTIONS = (
    _Entry("unit", "Đơn vị", "ui.settings.unit"),
    _Entry("people", "Người mở sổ", "ui.settings.people"),
    _Entry("values", "Ngưỡng, báo cáo", "ui.settings.thresholds"),
    _Entry("signing", "Người ký, niêm phong", "ui.settings.signing"),
    _Entry("backups", "Sao lưu, kiểm tra sổ", "ui.settings.backups"),
    _Entry("bin", "Thùng rác", "ui.settings.binned"),
    _Entry("erasing", "Xóa hẳn theo quy định", "ui.settings.erasing"),
    _Entry("about", "Giới thiệu", "ui.settings.about"),
)


class SettingsPage(ui.page.Page):
    """The sections on the left, the chosen one on the right; each is made when first shown."""

    NAME = "settings"
    TITLE = "Cài đặt"
    KINDS = frozenset({"unit", "slots", "seals", *("members", "documents", "tasks", "meetings")})
    HELP = (
        "Trang này giữ thông tin đơn vị, ai mở được sổ, các ngưỡng và nội dung chung của báo cáo, "
        "người ký, niêm phong, sao lưu, thùng rác. Chọn mục trong danh sách; sửa xong ô nào, rời ô "
        "đó là đã lưu. Giá trị mới tính từ ngày ghi ở ô “Áp dụng từ ngày”, kỳ trước giữ giá trị cũ."
    )

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self.sections = QListWidget()
        self.sections.setObjectName("settings.sections")
        self.sections.setAccessibleName("Các mục cài đặt")
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.setWordWrap(True)
        for entry in SECTIONS:
            item = QListWidgetItem(entry.title)
            item.setToolTip(entry.title)
            self.sections.addItem(item)
        self._made: dict[str, ui.settings.section.Section] = {}
        self._stack = QStackedWidget()
        self._split = ui.page.Split(self.sections, self._stack, "settings", (24, 76))
        self.body.addWidget(self._split, 1)
        self.setFocusProxy(self.sections)
        self.sections.installEventFilter(self)
        self.sections.currentRowChanged.connect(self._choose)
        self.sections.itemClicked.connect(self._open)
        self.sections.setCurrentRow(0)

    def title(self) -> str:
        """Which section it is: where there is little room its list is out of sight."""
        return f"{self.TITLE}: {SECTIONS[max(0, self.sections.currentRow())].title}"

    def section(self) -> ui.settings.section.Section | None:
        """The section in front."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, ui.settings.section.Section) else None

    def show_section(self, name: str) -> None:
        """Bring the section ``name`` to the front."""
        self.sections.setCurrentRow([one.name for one in SECTIONS].index(name))
        self._split.show_right()

    def show_record(self, number: int) -> None:
        """The unit is the one record of this page."""
        del number
        self.show_section("unit")

    def show_of(self, kind: str, number: int) -> None:
        """Show the section that a kind names ("settings.values"), else the unit."""
        section = kind.partition(".")[2]
        if section:
            self.show_section(section)
        else:
            self.show_record(number)

    def reload(self) -> None:
        """Read the section in front again; the others are read when they are shown."""
        shown = self.section()
        if shown is not None:
            shown.reload()

    def leaving(self) -> str:
        """Save what is being typed; name what could not be saved."""
        return " ".join(said for one in self._made.values() if (said := one.leaving()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list goes into the section; where it comes in sight it shows its place."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._show_chosen)  # once the list has its room
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _show_chosen(self) -> None:
        """Bring the chosen section of the list in sight."""
        item = self.sections.currentItem()
        if item is not None:
            self.sections.scrollToItem(item)

    @Slot(int)
    def _choose(self, row: int) -> None:
        """Show the section in ``row`` of the list; what was typed in the one before is saved."""
        before = self.section()
        said = before.leaving() if before is not None else ""
        entry = SECTIONS[row]
        if entry.name not in self._made:
            made_by = importlib.import_module(entry.module).SECTION
            made: ui.settings.section.Section = made_by(self.session, self.notice)
            made.open_requested.connect(self.open_requested)
            self._made[entry.name] = made
            self._stack.addWidget(made)
        self.notice.clear()
        if said:
            self.notice.say(said, "amber")
        self._made[entry.name].reload()
        self._stack.setCurrentWidget(self._made[entry.name])
        self.title_changed.emit(self.title())

    @Slot()
    def _open(self) -> None:
        """Go into the section that is chosen."""
        self._split.show_right()
        shown: QWidget | None = self.section()
        if shown is not None:
            shown.setFocus()


PAGE = SettingsPage
