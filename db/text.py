"""Vietnamese text: one form to store, one to search by, one to sort by."""

from __future__ import annotations

import unicodedata


class _Folded(dict[int, str]):
    """Letters folded, each worked out once: a book uses few hundred different ones."""

    def __missing__(self, letter: int) -> str:
        parts = unicodedata.normalize("NFD", unicodedata.normalize("NFC", chr(letter)).casefold())
        bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
        found = self[letter] = bare.replace("đ", "d")
        return found


_FOLDED = _Folded()
# The order of the Vietnamese alphabet; a tone breaks ties between equal letters.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET, start=10)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_VOWEL_MARKS = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """The form in which every text is stored (design 2: NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """``text`` without case and marks, đ as d: "Nghị quyết Đảng" → "nghi quyet dang"."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDED)


def accented(text: str) -> str:
    """``text`` for exact search: NFC and without case, marks kept."""
    return nfc(text).casefold()


def words(text: str) -> list[str]:
    """The words of ``text``, as the full-text index divides them (letters and digits)."""
    return text.translate(_DIVIDED).split()


def shortened(text: str, most: int = 60) -> str:
    """``text`` in one line; of one with more than ``most`` letters its first words and "…"."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = line.rfind(" ", 0, most)
    return line[: end if end > 0 else most - 1].rstrip(" ,;:.–-(“") + "…"


def begun(text: str) -> str:
    """``text`` as a sentence begins: its first letter large."""
    return text[:1].upper() + text[1:]


def sort_key(text: str) -> str:
    """A key that puts texts in Vietnamese order when compared as plain strings."""
    folded = nfc(text).casefold()
    return f"{folded.translate(_PLACES)}\u0001{folded.translate(_TONES)}"


class _Divided(dict[int, str]):
    """What divides words as a blank, worked out once for each letter."""

    def __missing__(self, letter: int) -> str:
        given = chr(letter)
        is_part = given.isalnum() or unicodedata.category(given) == "Mn"
        found = self[letter] = given if is_part else " "
        return found


class _Places(dict[int, str]):
    """The place of each letter in the alphabet, worked out once for each."""

    def __missing__(self, letter: int) -> str:
        bare = _parted(letter)[0]
        place = self[letter] = _LETTER_RANK.get(bare, f"0{bare}" if bare else "")
        return place


class _Tones(dict[int, str]):
    """The tone of each letter, worked out once for each."""

    def __missing__(self, letter: int) -> str:
        tone = self[letter] = _parted(letter)[1]
        return tone


def _parted(letter: int) -> tuple[str, str]:
    """A letter without its tone, and the rank of the tone."""
    tone, bare = "0", ""
    for part in unicodedata.normalize("NFD", chr(letter)):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        elif part in _VOWEL_MARKS or unicodedata.category(part) != "Mn":
            bare += part
    return unicodedata.normalize("NFC", bare), tone


_DIVIDED, _PLACES, _TONES = _Divided(), _Places(), _Tones()


def person_key(name: str) -> str:
    """A sort key for a Vietnamese name: given name (the last word) wholly first, then the rest."""
    rest, _, given = " ".join(name.split()).rpartition(" ")
    return sort_key(given) + "\u0001" + sort_key(rest)
