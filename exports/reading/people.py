"""People and bodies as offices write them in one cell, matched to the members of the book.

"Đ/c Lương Văn Bách", "Tổ Toán - đ/c Bách", "CHI ỦY; Ông/Bà …": honorifics and titles are taken
off, bodies told from people. A match is exact with accents first, then without accents when only
one member fits; two namesakes are never chosen between (design 3, ``import``).
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import db.text
import exports.reading.words

_LONGEST_NAME = 6
_PERSON = "\x01"  # stands for "đ/c" while a cell is cut into pieces
_EDGES = " \t\n.,;:-–—+&/()[]*\"'“”"


@dataclasses.dataclass(frozen=True)
class Match:
    """A name as the members write it; ``how`` is exact, folded, near, tail, several or none.

    ``folded``: marks were left out. ``near``: other marks stand in it ("Ánh" for "Anh"). For
    ``near``, ``tail`` ("đ/c Bách") and ``several`` the name stays as written and ``among``
    holds the members who could be meant.
    """

    name: str
    how: str
    among: tuple[str, ...] = ()


@dataclasses.dataclass
class Who:
    """What one cell says about who: bodies, people, posts, and words that are none of them."""

    bodies: list[str] = dataclasses.field(default_factory=list)
    people: list[Match] = dataclasses.field(default_factory=list)
    posts: list[str] = dataclasses.field(default_factory=list)
    unknown: list[str] = dataclasses.field(default_factory=list)


def tidy(name: str) -> str:
    """A name to store: no bullets or points around it, capitals taken back ("LÊ THỊ A")."""
    name = exports.reading.words.flat(re.sub(r"^\s*\d+\s*[.)/-]\s*", "", name)).strip(_EDGES)
    if len(name) > 1 and name.isupper():
        return " ".join(word.capitalize() for word in name.split())
    return name


@functools.cache
def _phrases(name: str) -> tuple[str, ...]:
    """One list of the vocabulary, to compare with accents, the longest first."""
    listed = exports.reading.words.table("people")[name]
    return tuple(sorted(map(exports.reading.words.accented, listed), key=len, reverse=True))


@functools.cache
def _honorifics(name: str, *, anchored: bool) -> re.Pattern[str]:
    """A pattern for the honorifics of one list, at the start of a piece or anywhere."""
    listed = sorted(exports.reading.words.table("people")[name], key=len, reverse=True)
    words = "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("/", r"\s*/\s*") for word in listed
    )
    start = "^" if anchored else ""
    return re.compile(rf"{start}(?<!\w)(?:{words})(?!\w)[\s.:]*", re.IGNORECASE)


@functools.cache
def _between() -> re.Pattern[str]:
    """What parts one person or body from the next inside a cell."""
    listed = sorted(exports.reading.words.table("people")["between"], key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)
    return re.compile(
        rf"[\n;,/+&()\[\]:]|\s[-–—]|[-–—]\s|(?={_PERSON})|\s(?:{words})\s", re.IGNORECASE
    )


class Register:
    """The members of the book, and what people called them (written → name).

    ``known`` are names a person gives now, as written; ``learned`` those of earlier workbooks,
    folded: they hold only where the marks that are written agree ("Đ/c Lan" is not "Đ/c Lân").
    """

    def __init__(
        self,
        members: Sequence[str],
        known: Mapping[str, str] | None = None,
        learned: Mapping[str, str] | None = None,
    ) -> None:
        self._exact: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        self._known = {_key(written): name for written, name in (known or {}).items()}
        self._learned = {
            exports.reading.words.folded(written): name for written, name in (learned or {}).items()
        }
        self._read: dict[str, Who] = {}
        for member in map(exports.reading.words.clean, members):
            words = exports.reading.words.accented(member).split()
            self._exact.setdefault(" ".join(words), []).append(member)
            self._folded.setdefault(exports.reading.words.folded(member), []).append(member)
            for start in range(1, len(words)):
                self._tails.setdefault(" ".join(words[start:]), []).append(member)

    def match(self, written: str) -> Match:
        """The member whom ``written`` names, if exactly one can be meant."""
        name = tidy(written)
        known = self._recalled(written) or self._recalled(name)
        if known:
            return Match(known, "exact" if self._is_member(known) else "none")
        exact = self._exact.get(exports.reading.words.accented(name), [])
        folded = self._folded.get(exports.reading.words.folded(name), [])
        if exact:
            return (
                Match(exact[0], "exact")
                if len(exact) == 1
                else Match(name, "several", tuple(exact))
            )
        if folded:
            if len(folded) == 1:
                how = "folded" if _fewer_marks(name, folded[0]) else "near"
                return Match(folded[0] if how == "folded" else name, how, tuple(folded))
            return Match(name, "several", tuple(folded))
        tails = self._tails.get(exports.reading.words.accented(name), [])
        return Match(name, "tail", tuple(tails)) if tails else Match(name, "none")

    def _recalled(self, written: str) -> str:
        """The name a person gave for these very words, now or earlier, or nothing."""
        if not self._known and not self._learned:
            return ""
        key = _key(written)
        name = self._learned.get(exports.reading.words.folded(key), "")
        marked = set(exports.reading.words.accented(name).split())
        plain = set(exports.reading.words.folded(name).split())
        agrees = all(
            word in marked or exports.reading.words.folded(word) not in plain
            for word in key.split()
        )
        return self._known.get(key) or (name if agrees else "")

    def _is_member(self, name: str) -> bool:
        """Whether a member has exactly this name."""
        return exports.reading.words.accented(name) in self._exact

    def read(self, cell: str) -> Who:
        """Everything a cell says about who; one cell's words are read once."""
        who = self._read.get(cell)
        if who is None:
            who = self._read[cell] = self._understood(cell)
        return who

    def _understood(self, cell: str) -> Who:
        """A cell cut into pieces, each a person, a body, a post or unknown."""
        who = Who()
        if self._recalled(cell):
            who.people.append(self.match(cell))
            return who
        pieces = _pieces(cell)
        for piece in pieces:
            self._place(piece, who)
        who.people = list({match.name: match for match in who.people}.values())
        return who

    def _place(self, piece: str, who: Who) -> None:
        """One piece of a cell, put where it belongs."""
        called = piece.startswith(_PERSON)
        name = piece.removeprefix(_PERSON).strip(_EDGES)
        match = self.match(name)
        if match.how in {"exact", "folded", "near", "several"}:
            who.people.append(match)
            return
        bare = _honorifics("courtesies", anchored=True).sub("", name)
        if bare != name and bare.strip(_EDGES):
            self._place(_PERSON + bare, who)
            return
        inner = self._inside(name)
        if inner is not None:
            before, inside, after = inner
            who.people.append(inside)
            for rest in (before, after):
                if rest:
                    self._place(rest, who)
            return
        self._sort(name, match, who, called=called)

    def _sort(self, name: str, match: Match, who: Who, *, called: bool) -> None:
        """A piece that holds no member: by its first words, then by how names look."""
        words = exports.reading.words.accented(name)
        post = _begins("posts", words)
        if post:
            rest = name.split()[len(post.split()) :]
            if looks_like_name(" ".join(rest)):
                who.people.append(self.match(" ".join(rest)))
            else:
                who.posts.append(name)
        elif not called and (_begins("bodies", words) or words in _phrases("bodies_alone")):
            who.bodies.append(name)
        elif called or looks_like_name(name) or match.how == "tail":
            who.people.append(match)
        elif name:
            who.unknown.append(name)

    def _inside(self, name: str) -> tuple[str, Match, str] | None:
        """A member named at the end or the start of a longer piece ("Bí thư Lê Thị A")."""
        words = name.split()
        for size in range(min(_LONGEST_NAME, len(words) - 1), 1, -1):
            for start in (len(words) - size, 0):
                part = " ".join(words[start : start + size])
                if exports.reading.words.accented(part) in self._exact:
                    match = self.match(part)
                    before, after = words[:start], words[start + size :]
                    if _lengthens(before) or _lengthens(after):
                        # "Lê Thị Lan B", "Nguyễn Trần Văn An": perhaps somebody else.
                        among = match.among or (match.name,)
                        return "", Match(name, "near", among), ""
                    return " ".join(before), match, " ".join(after)
        return None


def _lengthens(words: Sequence[str]) -> bool:
    """Whether the one word beside a member's name may belong to a longer name: "B", "Trần"."""
    if len(words) != 1 or not words[0].isalpha() or not words[0][0].isupper():
        return False
    plain = exports.reading.words.accented(words[0])
    return not (_begins("posts", plain) or _begins("bodies", plain))


def _fewer_marks(written: str, member: str) -> bool:
    """Whether ``written`` is ``member`` with marks left out, none put in or changed."""
    mine = exports.reading.words.accented(written).split()
    theirs = exports.reading.words.accented(member).split()
    return len(mine) == len(theirs) and all(
        set(unicodedata.normalize("NFD", a)) <= set(unicodedata.normalize("NFD", b)) | {"d"}
        for a, b in zip(mine, theirs, strict=True)
    )


def _key(written: str) -> str:
    """What a mapping's key is compared by."""
    return exports.reading.words.accented(exports.reading.words.flat(written).strip(_EDGES))


def _pieces(cell: str) -> list[str]:
    """A cell cut where one person or body ends; "đ/c" becomes a mark of its own."""
    marked = _honorifics("comrades", anchored=False).sub(_PERSON, cell)
    # "Ông/Bà", "Cô (Thầy)" carry the very signs cells are cut at.
    for pattern in (_honorifics("courtesies", anchored=True),):
        found = pattern.match(marked)
        if found and re.search(r"[/(]", found.group()):
            marked = _PERSON + marked[found.end() :]
    cut = (piece.strip() for piece in _between().split(marked))
    return [piece for piece in cut if piece.strip(_EDGES + _PERSON)]


def is_post(text: str) -> bool:
    """Whether ``text`` begins with a post ("Tổ trưởng TDP")."""
    return bool(_begins("posts", exports.reading.words.accented(text)))


def _begins(kind: str, words: str) -> str:
    """The phrase of ``kind`` that ``words`` begin with, or nothing."""
    for phrase in _phrases(kind):
        if words == phrase or words.startswith(phrase + " "):
            return phrase
    if words.isascii():
        for phrase in _phrases(kind):
            plain = db.text.fold(phrase)
            if words == plain or (" " in plain and words.startswith(plain + " ")):
                return phrase
    return ""


def looks_like_name(text: str) -> bool:
    """Whether ``text`` is written as names are: two to six words, each with a capital."""
    words = text.split()
    if not 1 < len(words) <= _LONGEST_NAME or any(letter.isdigit() for letter in text):
        return False
    if all(word[0].isupper() for word in words):
        return True
    surname = exports.reading.words.accented(words[0])
    return (
        surname in _phrases("surnames")
        and all(word.isalpha() for word in words)
        and len(words) < _LONGEST_NAME - 1  # longer runs of small letters are sentences
    )


def named(people: Iterable[Match]) -> str:
    """Names for a sentence."""
    return ", ".join(match.name for match in people)


def shouted(written: str) -> bool:
    """Whether a name stands in capitals, an honorific aside ("Đ/c LÊ THỊ A")."""
    return _honorifics("comrades", anchored=True).sub("", written.strip()).isupper()


def bare(written: str) -> str:
    """A name without honorifics and titles in brackets, to store ("Đ/c LÊ THỊ A (Bí thư)")."""
    name = _honorifics("comrades", anchored=True).sub("", written.strip())
    name = re.sub(r"[(\[][^)\]]*[)\]]", " ", name)
    shorter = _honorifics("courtesies", anchored=True).sub("", tidy(name))
    # "Ông Văn A", "Bà Thị B" without an honorific are too short to lose their first word.
    return tidy(shorter if len(shorter.split()) > 1 else name)
