"""The section of who can open the book: their passwords, the recovery code, locking by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

import db.book
import db.book.access
import db.book.keyfile
import db.book.keys
import db.errors
import db.moments
import db.unit
import ui.emptying
import ui.page
import ui.picking
import ui.screen
import ui.session
import ui.settings.deeds
import ui.settings.question
import ui.settings.section
import ui.settings.values
import ui.theme

if TYPE_CHECKING:
    import ui.first_run.recovery

_EXPLAINED = (
    "Mỗi người mở sổ bằng mật khẩu của mình. Ai mở được sổ thì đọc được cả sổ; tên người mở được "
    "ghi trong lịch sử thay đổi."
)
_OLD_COPIES = "Các bản sao lưu và bản sao làm trước hôm nay vẫn mở được bằng"
_ADDING = (
    "Người này sẽ đọc và ghi được toàn bộ sổ. Nên để chính người ấy gõ mật khẩu của mình; mất mật "
    "khẩu thì chỉ còn mã khôi phục."
)
_CHANGING = f"{_OLD_COPIES} mật khẩu cũ."
_CLOSING = (
    "“{name}” sẽ không mở được sổ này nữa: sổ được đổi sang khóa dữ liệu mới. Việc đã ghi dưới tên "
    f"này vẫn còn nguyên. {_OLD_COPIES} mật khẩu cũ của người này; bản nào không cần nữa thì hủy, "
    "bản cần giữ thì cất nơi an toàn."
)
_RENEWING = (
    "Sổ được đổi sang khóa dữ liệu mới và có mã khôi phục mới; mã cũ thôi mở sổ. "
    f"{_OLD_COPIES} mã cũ, nên giữ tờ mã cũ cùng các bản ấy hoặc hủy cả hai. Hãy chuẩn bị máy in "
    "hoặc giấy bút: mã mới chỉ hiện một lần."
)
_NOT_COPIED = (
    "Mã khôi phục mới chưa được gõ lại để chắc rằng đã có trên giấy; trang Cài đặt, mục Người mở "
    "sổ vẫn đang hiện mã."
)


class People(ui.settings.section.Section):
    """Who has a way into the book, and the verbs that change it."""

    NAME: ClassVar[str] = "people"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        self._alone = ui.settings.deeds.Alone(session, self)
        self._closing = ""
        self._code: ui.first_run.recovery.CodeScreen | None = None
        self._list = QVBoxLayout()
        self._lock = ui.settings.values.Values(session, ("lock",))
        self._buttons = {
            "add": ui.theme.button("Thêm người mở sổ…", "settings.people.add"),
            "change": ui.theme.button("Đổi mật khẩu của tôi…", "settings.people.password"),
            "renew": ui.theme.button("Thay mã khôi phục…", "settings.people.code"),
        }
        self._make_entries()
        self._questions = self._make_questions()
        self._build()
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self._ask, name))

    def reload(self) -> None:
        """Show who can open the book now."""
        ui.emptying.empty(self._list)
        for slot in self.session.book.keys.people():
            self._list.addWidget(self._row(slot))
        self._lock.reload()

    def leaving(self) -> str:
        """Save the setting; a sentence when a new code would be lost."""
        return _NOT_COPIED if self._code is not None else self._lock.leaving()

    def _make_entries(self) -> None:
        password, entry = ui.screen.PasswordEntry, ui.screen.Entry
        name = "settings.people"
        self._name = entry(f"{name}.add.name", "Họ tên người mở sổ")
        self._first = password(f"{name}.add.first", "Mật khẩu")
        self._again = password(f"{name}.add.again", "Gõ lại mật khẩu")
        self._whose = entry(f"{name}.password.whose", "Mật khẩu mới của", ui.picking.Picker())
        self._now = password(f"{name}.password.now", "Mật khẩu hiện nay")
        self._new = password(f"{name}.password.new", "Mật khẩu mới")
        self._repeated = password(f"{name}.password.again", "Gõ lại mật khẩu mới")

    def _make_questions(self) -> dict[str, ui.settings.question.Question]:
        question = ui.settings.question.Question
        adding = [self._name, self._first, self._again]
        changing = [self._whose, self._now, self._new, self._repeated]
        name = "settings.people"
        return {
            "add": question(
                f"{name}.add.card", "Thêm người mở sổ", "Thêm người này", adding, self._add
            ),
            "change": question(
                f"{name}.password.card", "Đổi mật khẩu", "Đổi mật khẩu", changing, self._change
            ),
            "close": question(
                f"{name}.close.card", "Không cho mở sổ nữa", "Không cho mở nữa", [], self._close
            ),
            "renew": question(
                f"{name}.code.card", "Thay mã khôi phục", "Lập mã mới", [], self._renew
            ),
        }

    def _build(self) -> None:
        self._list.setSpacing(4)
        listed = QWidget()
        listed.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        card = self.card("Người mở sổ", ui.theme.label(_EXPLAINED, "soft"), listed)
        card.column.addWidget(ui.settings.section.flow(*self._buttons.values()))
        for question in self._questions.values():
            self.column.addWidget(question)
        self.column.addWidget(self._lock)
        self.column.addStretch(1)
        self._stack = QStackedWidget()
        self.outer.removeWidget(self.body)
        self._stack.addWidget(self.body)
        self.outer.addWidget(self._stack)
        self.setFocusProxy(self._buttons["add"])

    def _row(self, slot: db.book.keyfile.Slot) -> QWidget:
        """One person, and the way to close their way in."""
        mine = slot.id == self.session.book.slot.id
        name = ui.theme.label(f"{slot.name} – đang mở sổ" if mine else slot.name)
        name.setObjectName(f"settings.people.name.{slot.id}")
        if mine:
            return name
        close = ui.theme.button("Không cho mở sổ nữa…", f"settings.people.close.{slot.id}")
        close.setAccessibleName(f"Không cho {slot.name} mở sổ nữa")
        close.clicked.connect(partial(self._ask_closing, slot.name))
        return ui.settings.section.beside(name, close)

    def _ask(self, which: str) -> None:
        """Open one question; another one that stands open goes."""
        for name, question in self._questions.items():
            if name != which and not question.isHidden():
                question.leave()
        self.notice.clear()
        by_code = self.session.book.slot.id == db.book.keyfile.RECOVERY
        self._now.setVisible(not by_code)
        self._whose.setVisible(by_code)
        if isinstance(self._whose.editor, QComboBox):
            self._whose.editor.clear()
            self._whose.editor.addItems([one.name for one in self.session.book.keys.people()])
        words = {
            "add": _ADDING,
            "change": _CHANGING,
            "close": _CLOSING.format(name=self._closing),
            "renew": _RENEWING,
        }
        self._questions[which].ask(words[which])

    def _ask_closing(self, name: str) -> None:
        self._closing = name
        self._ask("close")

    @Slot()
    def _add(self) -> None:
        if self._first.text() != self._again.text():
            self._again.say(ui.settings.question.MISMATCH)
            self._again.take_focus()
            return
        name = self._name.text().strip()
        verb = partial(
            db.book.access.add_person,
            self.session.book,
            name,
            self._first.text(),
            self.session.now(),
        )
        said = f"Đã thêm “{name}”. Người này mở sổ bằng họ tên và mật khẩu vừa đặt."
        self._beside("add", "Thêm người mở sổ", verb, said)

    @Slot()
    def _change(self) -> None:
        if self._new.text() != self._repeated.text():
            self._repeated.say(ui.settings.question.MISMATCH)
            self._repeated.take_focus()
            return
        book = self.session.book
        if book.slot.id == db.book.keyfile.RECOVERY:
            given = (self._new.text(), self.session.now(), self._whose.text())
            verb = partial(db.book.access.set_password, book, *given)
        else:
            verb = partial(
                _change_own, book, self._now.text(), self._new.text(), self.session.now()
            )
        said = f"Đã đổi mật khẩu. {_CHANGING}"
        self._beside("change", "Đổi mật khẩu", verb, said)

    @Slot()
    def _close(self) -> None:
        name = self._closing
        verb = partial(db.book.access.close_slot, self.session.book, name, self.session.now())
        self._questions["close"].set_busy("Đang đóng lối vào và đổi khóa của sổ…")
        said = f"Đã đóng lối vào của “{name}”. {_OLD_COPIES} mật khẩu cũ của người này."
        self._alone.do("Không cho mở sổ nữa", verb, partial(self._settle, "close", said))

    @Slot()
    def _renew(self) -> None:
        verb = partial(db.book.access.new_recovery_code, self.session.book, self.session.now())
        self._questions["renew"].set_busy("Đang lập mã và đổi khóa của sổ…")
        self._alone.do("Thay mã khôi phục", verb, partial(self._settle, "renew", ""))

    def _beside(self, which: str, label: str, verb: Callable[[], object], said: str) -> None:
        """Do a verb that leaves the data key as it is."""
        self._questions[which].set_busy("Đang ghi, chờ một lát…")
        ui.settings.deeds.beside(self.session, label, verb, partial(self._settle, which, said))

    def _settle(self, which: str, said: str, outcome: object) -> None:
        """A verb is done, or says why not."""
        question = self._questions[which]
        question.set_busy("")
        if isinstance(outcome, db.errors.WrongPassword):
            self._now.say("Mật khẩu hiện nay chưa đúng; hãy gõ lại.")
            self._now.take_focus()
            return
        if isinstance(outcome, db.errors.RecordError):
            question.say(str(outcome))
            if not question.isVisible():
                self.warn(str(outcome))
            return
        question.leave()
        self.session.tell("slots")
        self._buttons.get(which, self._buttons["add"]).setFocus()
        if isinstance(outcome, str):
            self._show_code(outcome)
        else:
            self.tell(said)

    def _show_code(self, code: str) -> None:
        """Show the new code until two of its groups were typed again."""
        import ui.first_run.recovery

        book = self.session.book
        screen = ui.first_run.recovery.CodeScreen(
            db.unit.get().name, self.session.today, code, book.folder, alone=False
        )
        screen.next.setText("Đã cất mã, trở lại")
        screen.kept.connect(self._put_code_away)
        self._code = screen
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.setFocus()

    @Slot()
    def _put_code_away(self) -> None:
        if self._code is not None:
            self._stack.setCurrentWidget(self.body)
            self._stack.removeWidget(self._code)
            self._code.deleteLater()
            self._code = None
        self.tell("Đã thay mã khôi phục; mã cũ không mở được sổ này nữa.")
        self._buttons["renew"].setFocus()


def _change_own(book: db.book.Book, password: str, new: str, moment: db.moments.Moment) -> None:
    """Give whoever unlocked the book a new password, if they know the present one.

    Raises:
        db.errors.WrongPassword: they do not.
    """
    db.book.keys.open_slot(book.keys, book.slot, password)
    db.book.access.set_password(book, new, moment)


SECTION = People
