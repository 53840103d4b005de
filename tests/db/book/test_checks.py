from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import db.base
import db.book
import db.book.checks
import db.book.keyfile
import db.history
import db.kinds
import db.slots
import tests.db.everything
import tests.db.factory
from tests.db.factory import moment


def run(sql: str, *values: Any) -> None:
    db.base.database.execute_sql(sql, values)


def problems(book: db.book.Book) -> str:
    return "\n".join(db.book.checks.problems(book))


Template = tuple[Path, str]
Unlocked = tuple[db.book.keyfile.Slot, bytes]


@pytest.fixture(scope="module")
def lived(template: Template, unlocked: Unlocked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed book in which every verb was used."""
    folder = tmp_path_factory.mktemp("lived") / "So"
    shutil.copytree(template[0], folder)
    db.book.connect(folder, unlocked[1])
    tests.db.everything.happen(folder.parent)
    db.base.database.close()
    return folder


@pytest.fixture
def lived_in(lived: Path, tmp_path: Path, unlocked: Unlocked) -> Iterator[db.book.Book]:
    """An open book in which every verb was used."""
    folder = tmp_path / "So"
    shutil.copytree(lived, folder)
    db.book.connect(folder, unlocked[1])
    yield db.book.Book(folder, db.book.keyfile.read(folder), *unlocked, None)
    db.base.database.close()


def test_a_book_in_which_every_verb_was_used_has_no_problems(
    book: db.book.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No verb forgets its history, its search row or what stands beside the facts."""
    used = set()

    def watched(name: str, verb: Any) -> Any:
        @functools.wraps(verb)
        def call(*given: Any, **named: Any) -> Any:
            used.add(name)
            return verb(*given, **named)

        return call

    known = tests.db.everything.verbs()
    for name, verb in known.items():
        monkeypatch.setattr(name, watched(name, verb))
    tests.db.everything.happen(tmp_path)
    assert db.book.checks.problems(book) == []
    assert used >= set(known) - {"db.unit.found"}


def test_the_last_content_of_each_record_is_its_dump(lived_in: db.book.Book) -> None:
    states = db.history.last_states()
    for kind in ("unit", "members", "tasks", "series", "meetings", "reports"):
        for record in db.kinds.dump(kind):
            assert states[kind, record["id"]] == record
    assert len(states) > len(db.kinds.dump("tasks")) > 0
    assert lived_in.who == tests.db.factory.WHO


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE unit SET name = 'Khác'", "Đơn vị số 1 bị sửa ngoài chương trình (name)"),
        ("UPDATE members SET name = 'Khác' WHERE id = 1", "Đảng viên số 1 bị sửa"),
        ("UPDATE member_posts SET post = 'Khác'", "Đảng viên số 1 bị sửa ngoài chương trình (post"),
        ("DELETE FROM member_stays", "Đảng viên số 1 bị sửa ngoài chương trình (stays)"),
        ("UPDATE documents SET number = '' WHERE id = 1", "Văn bản số 1 bị sửa"),
        ("UPDATE tasks SET product = 'Khác' WHERE id = 1", "Nhiệm vụ số 1 bị sửa"),
        ("UPDATE task_progress SET percent = 100", "Nhiệm vụ số 1 bị sửa"),
        ("UPDATE tasks SET state = 'assigned' WHERE id = 1", "state không khớp các ngày đã ghi"),
        ("UPDATE tasks SET due = '2027-01-01' WHERE id = 1", "due không khớp"),
        ("UPDATE tasks SET done_on = NULL WHERE id = 1", "done_on không khớp"),
        ("UPDATE tasks SET assigned_on = NULL WHERE id = 1", "assigned_on không khớp"),
        ("UPDATE task_series SET due_day = 5", "Nhiệm vụ lặp lại số 1 bị sửa"),
        ("UPDATE meeting_votes SET against = 1", "Buổi sinh hoạt số 1 bị sửa"),
        ("UPDATE meetings SET approved_on = NULL", "Buổi sinh hoạt số 1 bị sửa"),
        ("UPDATE reports SET number = 99 WHERE id = 1", "Báo cáo số 1 bị sửa"),
        ("UPDATE report_sentences SET text = ''", "Báo cáo số 1 bị sửa"),
        ("UPDATE bundles SET cutoff = '2026-01-01'", "Hồ sơ đã xuất số 1 bị sửa"),
        ("DELETE FROM meeting_corrections", "Buổi sinh hoạt số 1 bị sửa"),
        ("DELETE FROM bundles", "Hồ sơ đã xuất số 1 mất khỏi sổ"),
        ("INSERT INTO members (entered_at, name, sort, joined) VALUES ('', 'Lạ', '', '2020-01-01')",
         "Đảng viên số 3 có trong sổ mà nhật ký không ghi"),
        ("UPDATE history SET who = 'Lạ' WHERE seq = 3", "Dòng nhật ký 3 đã bị sửa"),
        ("DELETE FROM search_entries WHERE kind = 'meetings'",
         "Buổi sinh hoạt số 1 không có trong mục tìm kiếm"),
        ("DELETE FROM search_words", "không có trong mục tìm kiếm"),
        ("UPDATE search_entries SET record = 99 WHERE kind = 'members' AND record = 1",
         "không thuộc hồ sơ nào"),
        ("UPDATE tasks SET source_kind = NULL WHERE source_kind IS NOT NULL",
         "bị sửa ngoài chương trình (source)"),
        ("DELETE FROM slots WHERE id = 'recovery'", "“Mã khôi phục” trong tệp khóa không khớp"),
        ("INSERT INTO slots VALUES ('7', 'Lạ', x'00')", "thiếu lối vào sổ số 7"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_verbs_is_named(
    lived_in: db.book.Book, sql: str, says: str
) -> None:
    run(sql)
    assert says in problems(lived_in)


@pytest.mark.parametrize("table", ["tasks", "members", "meetings"])
def test_a_link_to_what_is_not_there_and_a_lost_record_are_named(
    lived_in: db.book.Book, table: str
) -> None:
    run("PRAGMA foreign_keys = OFF")
    run(f"DELETE FROM {table} WHERE id = 1")  # noqa: S608 - our own words
    found = problems(lived_in)
    assert f"không có trong bảng {table}" in found
    assert "số 1 mất khỏi sổ mà nhật ký không ghi" in found


def test_what_was_erased_by_rule_is_no_problem(lived_in: db.book.Book) -> None:
    db.history.erase(moment(), "members", 2, "personal")
    assert problems(lived_in) == ""


def test_each_copy_of_the_key_file_is_judged(lived_in: db.book.Book) -> None:
    first, second = (lived_in.folder / name for name in db.book.keyfile.NAMES)
    whole = first.read_bytes()
    second.write_bytes(b"{}")
    assert problems(lived_in) == "Tệp khóa keys.bak.json bị hỏng; hãy chép tệp khóa còn lại đè lên."
    second.unlink()
    assert "Thiếu tệp khóa keys.bak.json" in problems(lived_in)
    second.write_bytes(whole)
    keys = db.book.keyfile.read(lived_in.folder)
    first.write_bytes(db.book.keyfile.encoded(db.book.keyfile.KeyFile(keys.book, keys.slots[:1])))
    assert "Hai tệp khóa không giống nhau" in problems(lived_in)


def test_files_left_half_written_are_named(lived_in: db.book.Book) -> None:
    (lived_in.folder / ".keys.json.dang-ghi").write_bytes(b"x")
    (lived_in.folder / "backups" / ".a.zip.book").write_bytes(b"x")
    (lived_in.folder / ".DS_Store").write_bytes(b"not ours")
    assert problems(lived_in).count("Còn tệp ghi dở") == 2


def test_a_damaged_page_is_one_sentence_and_no_traceback(lived_in: db.book.Book) -> None:
    path = lived_in.folder / "book.db"
    data = bytearray(path.read_bytes())
    for place in range(4096 + 300, len(data), 4096):
        data[place] ^= 1
    path.write_bytes(data)
    db.base.database.connection().execute("PRAGMA shrink_memory")
    found = db.book.checks.problems(lived_in)
    assert found[0] == "Tệp sổ book.db có chỗ hỏng; hãy phục hồi sổ từ bản sao lưu gần nhất."


def test_slots_are_known_to_book_and_key_files_alike(lived_in: db.book.Book) -> None:
    assert set(db.slots.public_halves()) == {slot.id for slot in lived_in.keys.slots}
