"""The sentences a person can act on; everything else that is raised is a bug."""

from __future__ import annotations


class RecordError(Exception):
    """One Vietnamese sentence that says what happened and what to do about it.

    ``field`` names the one field that is to blame, of the record or of what was asked for: a window
    says the sentence beside it. "" where there is none, or more than one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class BookError(RecordError):
    """The book cannot be opened, held or written."""


class WrongPassword(BookError):  # noqa: N818 - reads as the state of affairs, like its siblings
    """Neither the password nor the recovery code opens a slot."""


class BookInUse(BookError):  # noqa: N818 - the same
    """Another program holds the book; the sentence says who and since when."""


class NewerBook(BookError):  # noqa: N818 - the same
    """The book was written by a later version of the program."""


class SecrecyMark(RecordError):  # noqa: N818 - the same
    """A document bears a mark of state secrecy and must not enter the book."""


def out_of_reach(error: OSError) -> str:
    """The sentence for a file or disk that failed where nobody expected it (a stick pulled out)."""
    named = f"“{error.filename}”" if error.filename else "tệp cần dùng"
    return f"Không đọc hoặc không ghi được {named}; hãy kiểm tra đường dẫn, USB, ổ đĩa rồi làm lại."
