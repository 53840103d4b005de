"""What may follow unlocking: a new password after the recovery code, a code nobody copied."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

import db.base
import db.book
import db.book.access
import db.errors
import db.moments
import ui.background
import ui.picking
import ui.screen
import ui.theme

Now = Callable[[str], db.moments.Moment]  # the moment in which somebody acts


class _Verb(ui.screen.Screen):
    """A screen after unlocking, with one verb that changes who can open the book."""

    over = Signal()

    def __init__(self, name: str, title: str, book: db.book.Book, now: Now) -> None:
        super().__init__(name, title)
        self._book, self._now_of = book, now
        self._words = ui.theme.label("", "soft")
        self._running = False
        self._do = ui.theme.button("", f"{name}.do", "primary")
        self._later = ui.theme.button("Để sau", f"{name}.later", "link")
        self._do.clicked.connect(self.do)
        self._later.clicked.connect(self.over)

    def do(self) -> None:
        """Do the verb."""
        raise NotImplementedError

    def finish(self, result: object) -> None:
        """The verb is done and gave ``result``: go on."""
        del result
        self.over.emit()

    def run(self, words: str, verb: Callable[[], object]) -> None:
        """Do ``verb`` in a thread; it may change the key, so nobody else is connected meanwhile.

        While it runs nothing else is begun.
        """
        if self._running:
            return
        db.base.database.close()
        self._set_busy(words)
        work = functools.partial(_with_book, self._book, verb)
        job = ui.background.Job(words, work, with_book=False)
        job.done.connect(self._settle)
        job.failed.connect(self._say)
        job.start()

    def moment(self) -> db.moments.Moment:
        """This moment, in which whoever unlocked the book acts."""
        return self._now_of(self._book.who)

    @Slot(object)
    def _settle(self, outcome: object) -> None:
        if isinstance(outcome, db.errors.RecordError):
            self._say(str(outcome))
            return
        db.book.connect(self._book.folder, self._book.data_key)
        self._set_busy("")
        self.finish(outcome)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        db.book.connect(self._book.folder, self._book.data_key)
        self._set_busy("")
        self.notice.say(sentence)

    def _set_busy(self, words: str) -> None:
        self._running = bool(words)
        self._words.setText(words)
        self._do.setEnabled(not words)
        self._later.setEnabled(not words)


class NewPassword(_Verb):
    """After the recovery code: a new password for one of those who open the book."""

    HELP = (
        "Đồng chí vừa mở sổ bằng mã khôi phục. Gõ mật khẩu mới hai lần cho giống nhau rồi bấm “Đặt "
        "mật khẩu và vào sổ”; lần sau mở sổ bằng mật khẩu này. Bấm “Để sau” thì vào sổ ngay, mật "
        "khẩu cũ giữ nguyên."
    )

    def __init__(self, book: db.book.Book, now: Now) -> None:
        super().__init__("renew", "Đặt mật khẩu mới", book, now)
        choice = ui.picking.Picker()
        choice.addItems([slot.name for slot in book.keys.people()])
        self._person = ui.screen.Entry("renew.person", "Mật khẩu mới của", choice)
        self._first = ui.screen.PasswordEntry("renew.password", "Mật khẩu mới")
        self._again = ui.screen.PasswordEntry("renew.again", "Gõ lại mật khẩu mới")
        self._do.setText("Đặt mật khẩu và vào sổ")
        explained = (
            "Sổ đã mở bằng mã khôi phục. Đặt mật khẩu mới để lần sau mở như thường; mã khôi phục "
            "vẫn giữ nguyên. Các bản sao lưu làm trước đây vẫn mở bằng mật khẩu cũ."
        )
        self.add(
            ui.theme.label(explained, "soft"),
            self._person,
            self._first,
            self._again,
            ui.screen.button_row(self._do, self._later, words=self._words),
        )
        self.end()
        ui.screen.enter_leads_on([self._first, self._again])
        ui.screen.tab_leads_on(self._first, self._again)
        self._again.entered.connect(self.do)
        self.setFocusProxy(self._first.editor)

    @Slot()
    def do(self) -> None:
        """Set the password, if it was typed twice alike."""
        if not self._first.text():
            self._first.say("Hãy gõ mật khẩu.")
            self._first.take_focus()
        elif self._first.text() != self._again.text():
            self._again.say("Hai lần gõ chưa giống nhau; hãy gõ lại.")
            self._again.take_focus()
        else:
            verb = functools.partial(
                db.book.access.set_password,
                self._book,
                self._first.text(),
                self.moment(),
                self._person.text(),
            )
            self.run("Đang đặt mật khẩu…", verb)


class NewCode(_Verb):
    """The first opening after a first run that was cut short: a new recovery code is offered."""

    HELP = (
        "Sổ này chưa có mã khôi phục nào chắc chắn nằm trên giấy. Bấm “Lập mã khôi phục mới” để in "
        "hoặc chép lại một mã; mất vài phút. Bấm “Để sau” thì vào sổ ngay, lần mở sau sẽ hỏi lại."
    )

    made = Signal(str)

    def __init__(self, book: db.book.Book, now: Now) -> None:
        super().__init__("new_code", "Mã khôi phục chưa được chép lại", book, now)
        self._do.setText("Lập mã khôi phục mới")
        explained = (
            "Lần lập sổ trước dừng lại trước khi mã khôi phục được in và gõ lại. Nếu quên mật khẩu "
            "mà không có mã này thì không ai mở được sổ. Lập mã mới thì mã cũ thôi mở sổ."
        )
        self.add(
            ui.theme.label(explained),
            ui.screen.button_row(self._do, self._later, words=self._words),
        )
        self.end()
        self.setFocusProxy(self._do)

    @Slot()
    def do(self) -> None:
        """Make a new code."""
        verb = functools.partial(db.book.access.new_recovery_code, self._book, self.moment())
        self.run("Đang lập mã khôi phục…", verb)

    def finish(self, result: object) -> None:
        """The new code is there, to be shown."""
        self.made.emit(str(result))


def _with_book(book: db.book.Book, verb: Callable[[], object], _tick: ui.background.Tick) -> object:
    """What ``verb`` gives, done over a connection of this thread; or why it could not be done."""
    db.book.connect(book.folder, book.data_key)
    try:
        return verb()
    except db.errors.RecordError as error:
        return error
    finally:
        db.base.database.close()
