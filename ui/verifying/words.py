"""What a verdict says, in plain words that are harmless whatever the files of unknown hands say."""

from __future__ import annotations

import re

import db.text
import exports.bundle.checks.verdict

_PARTS = {
    "META-INF/manifest.xml": "danh mục chữ ký",
    "manifest.json": "danh mục của hồ sơ",
    "mimetype": "nhãn loại tệp",
    "du-lieu/so-lieu.json": "số liệu gốc",
}
_NAMED = "|".join(map(re.escape, _PARTS))
_PART = re.compile(
    rf"(?<![\w.-])(?:META-INF/signatures(?P<number>\d{{1,3}})\.xml|{_NAMED})(?![\w-])"
)
_LONGEST = 400  # letters of one sentence


def plain(text: str) -> str:
    """``text`` out of a file of unknown hands, harmless and able to break into lines.

    Signs that turn or hide letters are shown as points; long names may break at any letter.
    """
    clean = "".join(letter if letter.isprintable() else "·" for letter in text[:_LONGEST])
    if len(text) > _LONGEST:
        clean += "…"
    words = [word if len(word) <= 12 else _breakable(word) for word in clean.split(" ")]  # noqa: PLR2004 - shorter words fit any line
    return " ".join(words)


def worded(text: str) -> str:
    """``text`` with plain words before the names that parts of a bundle have for computers."""

    def name(found: re.Match[str]) -> str:
        number = found["number"]
        if number is None:
            return f"{_PARTS[found[0]]} ({found[0]})"
        plain_name = f"tệp chữ ký thứ {number}" if int(number) else "tệp niêm phong"
        return f"{plain_name} ({found[0]})"

    return _PART.sub(name, text)


def begun(text: str) -> str:
    """``text`` in plain words, which begin as a sentence does; a file's name stays as it is."""
    made = worded(text)
    return db.text.begun(made) if made != text else made


def beside_chip(verdict: exports.bundle.checks.verdict.Verdict) -> str:
    """The first line, without the word of the chip that stands beside it."""
    if verdict.blamed is None:
        return worded(verdict.first_line)
    path, why = verdict.blamed
    return begun(f"{path}: {why}")


def _breakable(word: str) -> str:
    """A long word that may break after signs between its parts, or every twelve letters."""
    made, run = [], 0
    for letter in word:
        made.append(letter)
        run = 0 if letter in "/_-." else run + 1
        if not run or run % 12 == 0:
            made.append("\u200b")
            run = 0
    return "".join(made)
