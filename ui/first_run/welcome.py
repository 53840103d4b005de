"""The very first screen: where there is no book yet, the ways to get one."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

import ui.first_run.places
import ui.screen
import ui.theme

_WELCOME = (
    "Sổ Chi bộ giữ nhiệm vụ, sinh hoạt, văn bản và đảng viên của một chi bộ, rồi lập báo cáo quý. "
    "Sổ nằm trên máy này, được mã hóa, không gửi đi đâu."
)
_DEMO = (
    "Một chi bộ không có thật, với mười lăm tháng việc đã ghi. Dùng để thử, xóa lúc nào cũng được."
)


class Welcome(ui.screen.Screen):
    """Three ways to a book, and judging a bundle, which needs none."""

    HELP = (
        "Chi bộ chưa có sổ thì bấm “Lập sổ mới”: điền thông tin đơn vị, đặt mật khẩu, in mã khôi "
        "phục là xong. Đã có sổ thì bấm “Mở sổ có sẵn” và chỉ thư mục của sổ. Muốn xem thử trước "
        "thì lập sổ mẫu: sổ ấy không lẫn vào sổ thật và xóa lúc nào cũng được."
    )

    new_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    verify_wanted = Signal()
    demo_wanted = Signal(object)  # the folder to make it in

    def __init__(self, demo_password: str = "") -> None:
        """``demo_password``, which nobody chose, opens the demo book once it was locked."""
        super().__init__("welcome", "Chào đồng chí")
        self._new = ui.theme.button("Lập sổ mới", "welcome.new", "primary")
        self._other = ui.theme.button("Mở sổ có sẵn…", "welcome.other")
        self._restore = ui.theme.button("Phục hồi từ bản sao lưu…", "welcome.restore")
        self._verify = ui.theme.button("Kiểm tra hồ sơ báo cáo…", "welcome.verify")
        self._demo = ui.theme.button("Lập và xem sổ mẫu", "welcome.demo")
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("welcome.words")
        self._folder = ui.first_run.places.FolderEntry(
            "welcome.demo_folder", "Nơi đặt sổ mẫu", "So-mau"
        )
        self._password = ui.theme.label(f"Mật khẩu mở lại sổ mẫu: {demo_password}")
        self._password.setObjectName("welcome.demo_password")
        if not demo_password:
            self._password.hide()
        self._build()
        self._new.clicked.connect(self.new_wanted)
        self._other.clicked.connect(self.other_wanted)
        self._restore.clicked.connect(self.restore_wanted)
        self._verify.clicked.connect(self.verify_wanted)
        self._demo.clicked.connect(self._want_demo)
        self._folder.entered.connect(self._want_demo)

    def takes_files(self) -> bool:
        """They are judged, which needs no book."""
        return self._verify.isEnabled()

    def set_busy(self, words: str) -> None:
        """Say what is going on, and let nothing else begin; "" when it is over."""
        self._words.setText(words)
        for one in (self._new, self._other, self._restore, self._verify, self._demo, self._folder):
            one.setEnabled(not words)

    def refuse_demo(self, sentence: str) -> None:
        """Say why no demo book was made; the keys go to where its folder is typed."""
        self.set_busy("")
        self.notice.say(sentence)
        self._folder.take_focus()

    def _build(self) -> None:
        self.add(ui.theme.label(_WELCOME))
        for words, button in (
            ("Chi bộ chưa có sổ: lập một sổ mới, mất khoảng năm phút.", self._new),
            ("Sổ đã lập ở máy này hoặc trên USB: chỉ chỗ thư mục của sổ.", self._other),
            ("Sổ đã mất hoặc hỏng: lấy lại từ một bản sao lưu.", self._restore),
            ("Hồ sơ báo cáo nhận được: kiểm tra xem có bị sửa không.", self._verify),
        ):
            self.add(ui.screen.card(ui.theme.label(words), ui.screen.button_row(button)))
        demo = ui.screen.button_row(self._demo, words=self._words)
        self.add(ui.screen.card(ui.theme.label(_DEMO), self._password, self._folder, demo))
        self.end()
        self.setFocusProxy(self._new)

    @Slot()
    def _want_demo(self) -> None:
        if self._folder.check():
            self.demo_wanted.emit(self._folder.folder())
        else:
            self._folder.take_focus()
