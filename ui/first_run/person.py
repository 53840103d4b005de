"""The second screen of a new book: who opens it, with which password."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

import ui.screen
import ui.steps
import ui.theme

_EXPLAINED = (
    "Người này mở sổ bằng họ tên và mật khẩu; về sau thêm được người khác trong Cài đặt. Không có "
    "mật khẩu và mã khôi phục (bước sau) thì không ai mở được sổ, kể cả người làm ra chương trình."
)
SHORT, LONG = 8, 14  # letters: below the first a password is weak, from the second on good


class PersonScreen(ui.steps.Step):
    """Name and password, the password twice; how strong it is is said, never demanded."""

    HELP = (
        "Ghi họ tên người giữ sổ và đặt mật khẩu, gõ hai lần cho giống nhau. Bấm “Hiện” để xem chữ "
        "đang gõ. Không ai lấy lại được mật khẩu đã quên; khi ấy chỉ mã khôi phục ở bước sau mở "
        "được sổ. Bấm “Lập sổ” thì sổ mới được tạo."
    )

    completed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("wizard.person", 2)
        self._name = ui.screen.Entry("wizard.person.name", "Họ tên người mở sổ", wraps=True)
        self._password = ui.screen.PasswordEntry("wizard.person.password", "Mật khẩu")
        self._advice = ui.theme.label("", "soft")
        self._advice.setObjectName("wizard.person.advice")
        self._again = ui.screen.PasswordEntry("wizard.person.again", "Gõ lại mật khẩu")
        self.next.setText("Lập sổ")
        self.add(
            ui.theme.label(_EXPLAINED, "soft"),
            self._name,
            self._password,
            self._advice,
            self._again,
            ui.screen.button_row(self.back, self.next, words=self.words),
        )
        self.end()
        ui.screen.enter_leads_on([self._name, self._password, self._again])
        ui.screen.tab_leads_on(self._password, self._again)
        self._password.edited.connect(self._advise)
        self._again.entered.connect(self.go_on)
        self.next.clicked.connect(self.go_on)
        self.setFocusProxy(self._name.editor)
        self._advise()

    def offer_names(self, names: list[str]) -> None:
        """Put the first of ``names`` there, unless something is typed already.

        It stands there selected: who types the name all the same replaces it.
        """
        if names and not self._name.text():
            self._name.put(names[0])
            self._name.select()

    def clear(self) -> None:
        """Forget the password."""
        self._password.clear()
        self._again.clear()

    def set_busy(self, words: str) -> None:
        """Say what is going on, and let nothing else begin; "" when it is over."""
        self.words.setText(words)
        for one in (self._name, self._password, self._again, self.back, self.next):
            one.setEnabled(not words)

    @Slot()
    def go_on(self) -> None:
        """Have the book made, or stay at the field that will not do."""
        if not self.next.isEnabled():
            return
        self.notice.clear()
        for entry, sentence in (
            (self._name, "" if self._name.text().strip() else "Hãy điền họ tên người mở sổ."),
            (self._password, "" if self._password.text() else "Hãy gõ mật khẩu."),
            (self._again, self._difference()),
        ):
            entry.say(sentence)
            if sentence:
                entry.take_focus()
                return
        self.completed.emit(" ".join(self._name.text().split()), self._password.text())

    def _difference(self) -> str:
        if self._password.text() == self._again.text():
            return ""
        return "Hai lần gõ chưa giống nhau; bấm “Hiện” để xem rồi gõ lại."

    @Slot()
    def _advise(self) -> None:
        self._advice.setText(advice(self._password.text()))


def advice(password: str) -> str:
    """A word on how strong ``password`` is; advice, not a bar."""
    if not password:
        return "Nên từ 8 ký tự trở lên; vài từ ghép lại thì vừa mạnh vừa dễ nhớ."
    letters = len(password)
    if letters < SHORT or len(set(password)) < SHORT // 2:
        return "Mật khẩu yếu: ngắn hoặc lặp lại. Vẫn dùng được, nhưng nên dài hơn."
    return "Mật khẩu mạnh." if letters >= LONG else "Mật khẩu khá."
