"""Whether a book is whole: its files, its pages, its history, and what its tables say twice.

A healthy book has no problems. What a person changed behind the program's back, or a stick lost, is
named record by record, each in one Vietnamese sentence.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import peewee
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.book.backup
import db.book.keyfile
import db.book.rotation
import db.bundles
import db.errors
import db.history
import db.kinds
import db.search
import db.slots
import db.tasks

_NAMES = {
    "unit": "Đơn vị",
    "members": "Đảng viên",
    "documents": "Văn bản",
    "tasks": "Nhiệm vụ",
    "series": "Nhiệm vụ lặp lại",
    "meetings": "Buổi sinh hoạt",
    "reports": "Báo cáo",
    "bundles": "Hồ sơ đã xuất",
}
# What a dump shows of a record though it belongs to a later kind, whose history has it.
_OTHERS = {"documents": {"meetings", "thematic"}}
_ASIDE = (".dang-ghi", ".dang-phuc-hoi", ".book", ".book-journal")

Dumps = dict[str, dict[int, dict[str, Any]]]


def problems(book: db.book.Book) -> list[str]:
    """What is wrong with the open ``book``, each as a sentence; empty when nothing is."""
    found = [*_key_files(book), *_asides(book), *_pages()]
    parts: tuple[Callable[[], list[str]], ...] = (
        db.history.faults,
        lambda: list(_links()),
        lambda: list(_records(_dumps())),
        lambda: list(_search(_dumps())),
        lambda: list(_slots(book)),
    )
    for part in parts:
        try:
            found += part()
        except (dbapi2.DatabaseError, peewee.DatabaseError, ValueError):
            found.append("Có phần của sổ không đọc được; hãy phục hồi sổ từ bản sao lưu gần nhất.")
    return list(dict.fromkeys(found))


def _key_files(book: db.book.Book) -> Iterator[str]:
    """Each copy of the key file by itself: one must not hide what the other lost."""
    good = []
    for name in db.book.keyfile.NAMES:
        try:
            keys = db.book.keyfile.decoded((book.folder / name).read_bytes())
        except OSError:
            yield f"Thiếu tệp khóa {name}; hãy chép tệp khóa còn lại thành tệp này."
        except db.errors.BookError:
            yield f"Tệp khóa {name} bị hỏng; hãy chép tệp khóa còn lại đè lên."
        else:
            good.append(keys)
    if len(good) == len(db.book.keyfile.NAMES) and good[0] != good[1]:
        yield "Hai tệp khóa không giống nhau; hãy đóng sổ rồi mở lại để ghi tiếp cho xong."


def _asides(book: db.book.Book) -> Iterator[str]:
    """Files that a killed program left half written.

    Those of a backup of the day are taken away at each opening; if one is there, it is being made.
    """
    for folder in (book.folder, book.folder / "backups"):
        with contextlib.suppress(OSError):
            for path in sorted(folder.iterdir()):
                begun = path.name.startswith(".") and path.name.endswith(_ASIDE)
                if begun and not path.name.startswith(db.book.rotation.HALF_MADE):
                    yield f"Còn tệp ghi dở “{path.name}” trong “{folder.name}”; hãy xóa tệp này."


def _pages() -> list[str]:
    """Damage in the pages of the file, in one sentence however much there is."""
    if not db.book.backup.integrity(db.base.database.connection()):
        return []
    return ["Tệp sổ book.db có chỗ hỏng; hãy phục hồi sổ từ bản sao lưu gần nhất."]


def _links() -> Iterator[str]:
    """Rows that point at a record which is not there."""
    for table, row, target, _ in db.base.rows("PRAGMA foreign_key_check"):
        yield f"Dòng {row} của bảng {table} trỏ tới dòng không có trong bảng {target}."


def _dumps() -> Dumps:
    """Every record by kind and id, as JSON would give it back."""
    return {
        kind: {
            record["id"]: json.loads(db.base.canonical(record)) for record in db.kinds.dump(kind)
        }
        for kind in _NAMES
    }


def _records(dumps: Dumps) -> Iterator[str]:
    """Records that do not stand as their history left them."""
    states = db.history.last_states()
    written = set(db.base.rows("SELECT DISTINCT kind, record FROM history"))
    for kind, records in dumps.items():
        for number, record in records.items():
            name = f"{_NAMES[kind]} số {number}"
            if (kind, number) not in written:
                yield f"{name} có trong sổ mà nhật ký không ghi."
            elif (kind, number) in states:
                changed = _differences(kind, record, states[kind, number])
                if changed:
                    yield f"{name} bị sửa ngoài chương trình ({', '.join(changed)})."
        for known, number in states:
            if known == kind and number not in records and states[known, number] is not None:
                yield f"{_NAMES[kind]} số {number} mất khỏi sổ mà nhật ký không ghi."
    yield from _outcomes(dumps["tasks"])


def _differences(kind: str, record: dict[str, Any], state: dict[str, Any] | None) -> list[str]:
    """The fields in which ``record`` is not what its history says; all, if it was taken out.

    Fields that only one side knows came with a later version of the program.
    """
    if state is None:
        return ["đã bị xóa theo nhật ký"]
    common = (record.keys() & state.keys()) - _OTHERS.get(kind, set())
    return sorted(name for name in common if record[name] != state[name])


def _outcomes(tasks: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Tasks whose state, due or days are not what their dated facts lead to."""
    for number, task in tasks.items():
        wrong = [name for name, value in db.tasks.derived(task).items() if task[name] != value]
        if wrong:
            yield f"Nhiệm vụ số {number} có {', '.join(wrong)} không khớp các ngày đã ghi."


def _search(dumps: Dumps) -> Iterator[str]:
    """Records that search would not find, and entries of search without a record."""
    living = {
        (kind, number)
        for kind in set(db.search.KINDS) & set(dumps)
        for number, record in dumps[kind].items()
        if record["deleted_on"] is None
    }
    rows = {row for (row,) in db.base.rows("SELECT rowid FROM search_words")}
    entries = {
        (kind, number): row
        for row, kind, number in db.base.rows("SELECT id, kind, record FROM search_entries")
    }
    for kind, number in sorted(living):
        if entries.get((kind, number)) not in rows:
            yield f"{_NAMES[kind]} số {number} không có trong mục tìm kiếm."
    if set(entries) - living or rows - set(entries.values()):
        yield "Mục tìm kiếm có dòng không thuộc hồ sơ nào."


def _slots(book: db.book.Book) -> Iterator[str]:
    """Ways in that only the key files or only the book know."""
    halves = db.slots.public_halves()
    for slot in book.keys.slots:
        if halves.pop(slot.id, None) != slot.public:
            yield f"Lối vào sổ của “{slot.name}” trong tệp khóa không khớp với sổ."
    for number in halves:
        yield f"Tệp khóa thiếu lối vào sổ số {number}."
