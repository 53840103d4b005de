"""The section of who signs: name and post, the file each signs with, and the seal of the book."""

from __future__ import annotations

import ssl
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

import db.errors
import db.files
import db.moments
import db.sealing
import db.seals
import db.unit
import exports.sheets
import ui.choosing
import ui.page
import ui.remembering
import ui.session
import ui.settings.deeds
import ui.settings.question
import ui.settings.section
import ui.settings.values
import ui.theme

ROLES = {"bi-thu": "Bí thư", "thu-ky": "Người ghi biên bản", "chu-tri": "Chủ trì"}
_P12 = "Chứng thư chữ ký số (*.p12 *.pfx)"
_PEM = "Chứng thư niêm phong (*.pem)"
_FILES = (
    "Ai có chữ ký số dạng tệp thì chọn tệp ở đây một lần; máy này nhớ nơi để tệp. Mật khẩu của tệp "
    "không được lưu ở đâu, mỗi lần ký đều hỏi. Ai ký tay hoặc dùng thiết bị ký thì để trống."
)
_SEAL = (
    "Niêm phong được đóng vào mọi hồ sơ báo cáo, cho biết hồ sơ không bị sửa từ lúc xuất. Đây "
    "không phải chữ ký số. Phường đăng ký dấu vân tay dưới đây một lần."
)
_RENEWING = (
    "Chỉ đổi khi sổ hoặc bản sao lưu có thể đã vào tay người khác. Niêm phong mới được niêm phong "
    "cũ ký nối tiếp; hồ sơ đã gửi vẫn kiểm tra được như trước. Sau khi đổi phải in tờ đăng ký mới "
    "gửi phường, vì hồ sơ xuất từ nay mang dấu vân tay mới. Việc này không hoàn tác được."
)


class Signing(ui.settings.section.Section):
    """Who signs, with what, and the seal."""

    NAME: ClassVar[str] = "signing"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        since = ui.settings.values.Since(session, "settings.signing.since")
        self._values = ui.settings.values.Values(session, ("signer",), since)
        self._paths: dict[str, tuple[QLabel, QPushButton]] = {}
        self._mark = ui.settings.section.told("settings.seal.fingerprint")
        self._made = ui.settings.section.told("settings.seal.made", role="soft")
        self._paper = ui.theme.button("In tờ đăng ký niêm phong", "settings.seal.print")
        self._save = ui.theme.button("Lưu chứng thư niêm phong…", "settings.seal.save")
        self._change = ui.theme.button("Đổi niêm phong…", "settings.seal.change")
        self._question = ui.settings.question.Question(
            "settings.seal.card", "Đổi niêm phong của sổ", "Đổi niêm phong", [], self._renew
        )
        self._build(since)
        self._paper.clicked.connect(self._print_sheet)
        self._save.clicked.connect(self._save_certificate)
        self._change.clicked.connect(partial(self._question.ask, _RENEWING))
        self._question.closed.connect(self._change.setFocus)

    def reload(self) -> None:
        """Read signers, files and seal again."""
        self._values.reload()
        for role, (label, forget) in self._paths.items():
            path = ui.remembering.signing_file(self.session.book.keys.book, role)
            label.setText(f"{ROLES[role]}: {_where(path)}")
            forget.setVisible(path is not None)
        seals = db.sealing.made()
        certificate, made_at = seals[0]
        groups = db.seals.fingerprint(certificate).split()
        rows = [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
        self._mark.setText("\n".join(rows))
        before = f" Đã đổi {len(seals) - 1} lần." if len(seals) > 1 else ""
        self._made.setText(f"Lập lúc {db.moments.shown(made_at)}.{before}")

    def leaving(self) -> str:
        """Save what is being typed; a sentence naming what could not be saved, or ""."""
        return self._values.leaving()

    def _build(self, since: QWidget) -> None:
        self.card("Người ký báo cáo", since)
        self.column.addWidget(self._values)
        card = self.card("Tệp chữ ký số trên máy này", ui.theme.label(_FILES, "soft"))
        for role in ROLES:
            card.column.addWidget(self._file_row(role))
        self.card(
            "Niêm phong của sổ",
            ui.theme.label(_SEAL, "soft"),
            ui.theme.label("Dấu vân tay (SHA-256)"),
            self._mark,
            self._made,
            ui.settings.section.flow(self._paper, self._save, self._change),
        )
        self.column.addWidget(self._question)
        self.column.addStretch(1)
        self.setFocusProxy(since)

    def _file_row(self, role: str) -> QWidget:
        """Where the file of one signer lies, and the ways to change that."""
        label = ui.settings.section.told(f"settings.signing.{role}")
        choose = ui.theme.button("Chọn tệp…", f"settings.signing.{role}.choose")
        choose.setAccessibleName(f"Chọn tệp chữ ký số của {ROLES[role]}")
        forget = ui.theme.button("Thôi dùng tệp này", f"settings.signing.{role}.forget", "link")
        choose.clicked.connect(partial(self._choose, role))
        forget.clicked.connect(partial(self._remember, role, None))
        self._paths[role] = (label, forget)
        return ui.settings.section.beside(label, choose, forget)

    def _choose(self, role: str) -> None:
        path = ui.choosing.file(
            self, f"Chọn tệp chữ ký số của {ROLES[role]}", [_P12], purpose="signing"
        )
        if path is not None:
            self._remember(role, path)

    def _remember(self, role: str, path: Path | None) -> None:
        ui.remembering.remember_signing_file(self.session.book.keys.book, role, path)
        self.reload()

    @Slot()
    def _print_sheet(self) -> None:
        unit = db.unit.get()
        certificate, made_at = db.sealing.made()[0]
        draw = partial(
            exports.sheets.seal,
            (unit.code, unit.name),
            db.seals.fingerprint(certificate),
            db.moments.shown(made_at),
            self.session.today,
        )
        self.print_sheet("Dang-ky-niem-phong.pdf", draw)

    @Slot()
    def _save_certificate(self) -> None:
        name = f"Niem-phong_{db.unit.get().code}.pem"
        path = ui.choosing.save(self, "Lưu chứng thư niêm phong", [_PEM], name, purpose="seal")
        if path is None:
            return
        try:
            text = ssl.DER_cert_to_PEM_cert(db.sealing.current().certificate)
            db.files.write_whole(path, text.encode())
        except db.errors.RecordError as error:
            self.warn(str(error))
            return
        self.tell(
            f"Đã lưu “{path}”; gửi kèm tờ đăng ký để phường kiểm tra hồ sơ bằng chương trình."
        )

    @Slot()
    def _renew(self) -> None:
        """Make a new seal beside the window: its key takes a while to find."""
        self._question.set_busy("Đang lập niêm phong mới…")
        verb = partial(db.sealing.make, str(db.unit.get().code), self.session.now())
        ui.settings.deeds.beside(self.session, "Đổi niêm phong", verb, self._settle)

    def _settle(self, outcome: object) -> None:
        self._question.set_busy("")
        if isinstance(outcome, db.errors.RecordError):
            self._question.say(str(outcome))
            return
        self._question.leave()
        self.session.tell("seals")
        self.reload()
        self.notice.say(
            "Đã đổi niêm phong. Hãy in tờ đăng ký mới và gửi phường trước hồ sơ báo cáo tới.",
            "green",
            ("In tờ đăng ký", self._print_sheet),
        )


def _where(path: Path | None) -> str:
    """Where a file lies, in words."""
    if path is None:
        return "chưa chọn tệp"
    try:
        there = path.is_file()
    except OSError:  # a stick that is no longer there
        there = False
    return str(path) if there else f"{path} (hiện không thấy; có thể USB chưa cắm)"


SECTION = Signing
