"""How long a text may be, said in words and never cut."""

from __future__ import annotations

import re

import db.text
import ui.fields.base as bases


def one_line(text: str) -> str:
    """``text`` without blanks around it, its line breaks and tabs as single blanks."""
    return db.text.nfc(re.sub(r"\s*[\n\r\t\u2028\u2029]+\s*", " ", text).strip())


def read_line(text: str, limit: int) -> str:
    """``text`` as one line.

    Raises:
        ui.fields.base.Unreadable: it is longer than ``limit``.
    """
    check(text, limit)
    return one_line(text)


def excess(text: str, limit: int) -> str:
    """A sentence saying by how much ``text`` is too long, or ""."""
    if len(text) <= limit:
        return ""
    return (
        f"Ô này nhận nhiều nhất {number(limit)} ký tự, đang dài quá "
        f"{number(len(text) - limit)} ký tự; hãy bớt đi rồi mới lưu được (Ctrl+Z bỏ đoạn vừa dán)."
    )


def check(text: str, limit: int) -> None:
    """Refuse a text that is too long.

    Raises:
        ui.fields.base.Unreadable: it is longer than ``limit``.
    """
    sentence = excess(text, limit)
    if sentence:
        raise bases.Unreadable(sentence)


def too_much(length: int, room: int, limit: int) -> str:
    """A sentence saying that something pasted was left outside, and by how much it is too long."""
    return (
        f"Đoạn vừa dán có {number(length)} ký tự, dài quá {number(length - room)} ký tự so với chỗ "
        f"còn lại (ô này nhận nhiều nhất {number(limit)}); chưa dán vào, phần đã gõ vẫn còn."
    )


def number(count: int) -> str:
    """A count in Vietnamese form: 20.000."""
    return f"{count:,}".replace(",", ".")
