"""What a judge found about one signature: the words of ``verify`` (design 3, design 6)."""

from __future__ import annotations

from dataclasses import dataclass

VALID, INVALID, UNCHECKED = "valid", "invalid", "unchecked"
SEALED, SIGNED = "niem-phong", "chu-ky-so"
LEVELS = {SEALED: "Niêm phong của sổ", SIGNED: "Chữ ký số"}
INTACT = "Nguyên vẹn; chưa kiểm được người ký"
_AGAIN = "hãy chép lại từ nơi gửi"


@dataclass(frozen=True)
class Found:
    """One signature, or one file without a usable one.

    ``role`` a key of identities.ROLES, claimed by the signer; ``level`` a key of LEVELS; ``time``
    as stored text ("2026-10-05T01:30:00Z"), the signer's own clock; ``certificate`` and ``chain``
    DER, nearest first. Empty text and None where the file does not say.
    """

    file: str
    signer: str
    role: str
    level: str
    time: str | None
    verdict: str
    why: str
    certificate: bytes | None = None
    chain: tuple[bytes, ...] = ()


class Unsound(Exception):  # noqa: N818 - reads as the state of affairs
    """A signed file is not as signing left it; the Vietnamese sentence says in what."""


def broken(what: str) -> str:
    """The sentence for bytes of which nothing can be made: what ("Tệp PDF") is, and what to do."""
    return f"{what}, không đọc được; {_AGAIN}."


def invalid(file: str, why: str) -> Found:
    """The finding for a file without a usable signature."""
    return Found(file, "", "", "", None, INVALID, why)
