"""Reading a file before it is attached, beside the window: marks of secrecy are looked for first.

The same judgement as ``exports.documents.attach``, piece by piece so that it can be stopped; what
is kept is kept on the window's thread, so that it can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import db.errors
import db.secrecy
import exports.documents
import ui.background

_PICTURE = (
    "Sổ không đọc được chữ trong “{name}” (bản chụp, ảnh hoặc loại tệp lạ), nên không tự tìm được "
    "dấu độ mật. Đồng chí xem lại tệp; nếu thuộc bí mật nhà nước thì bỏ ngay."
)


@dataclass(frozen=True)
class Judged:
    """A file without a mark of secrecy; ``warning`` says that its words could not be read."""

    name: str
    data: bytes
    warning: str


def judged(path: Path, tick: ui.background.Tick) -> Judged:
    """Read the file at ``path`` and look for marks.

    Raises:
        db.errors.SecrecyMark: its name or words bear a mark.
        db.errors.RecordError: it cannot be read, or is damaged.
    """
    tick("đọc tệp", 0, 0)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp “{path.name}”; hãy kiểm tra USB, đóng tệp đang mở rồi thêm lại."
        ) from error
    db.secrecy.refuse([path.stem])
    read = False
    for words in exports.documents.texts(path.name, data):
        tick("tìm dấu độ mật trong tệp", 0, 0)
        db.secrecy.refuse([words])
        read = read or bool(words.strip())
    return Judged(path.name, data, "" if read else _PICTURE.format(name=path.name))
