from __future__ import annotations

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import db.base
import db.book
import db.book.access
import db.book.backup
import db.book.checks
import db.book.erasing
import db.book.rotation
import db.documents
import db.errors
import db.history
import db.imports
import db.kinds
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.steps
import db.purging
import db.search
import db.tasks
import db.tasks.series
import db.tasks.steps
import tests.db.everything
import tests.db.factory
from tests.db.factory import SECRET, TODAY, moment

_PAGE, _RESERVE = 4096, 80  # bytes: the vector and the check of a page stand at its end
SECRET_WORD = "wqfxzentinel"
IN_THE_FILE = SECRET_WORD[3:].encode()  # the index leaves out what a word shares with the last


def in_the_clear(file: Path, data_key: bytes) -> bytes:
    """Every page of a book's file, free ones too, decrypted one by one."""
    data, pages = file.read_bytes(), []
    for start in range(0, len(data), _PAGE):
        page = data[start : start + _PAGE]
        vector = page[_PAGE - _RESERVE : _PAGE - _RESERVE + 16]
        content = page[16 if start == 0 else 0 : _PAGE - _RESERVE]
        opened = Cipher(algorithms.AES(data_key), modes.CBC(vector)).decryptor()
        pages.append(opened.update(content) + opened.finalize())
    return b"".join(pages)


def kept(book: db.book.Book, name: str, at: str = moment().at) -> Path:
    """A backup among those of the book."""
    path = book.folder / "backups" / name
    db.book.backup.make(book, path, at)
    return path


def file_of(backup: Path, folder: Path) -> Path:
    """``book.db`` out of a backup."""
    folder.mkdir(exist_ok=True)
    db.book.backup.unpack(backup, folder)
    return folder / "book.db"


def other_records() -> None:
    """Enough around the record that pages and parts of the index are shared."""
    for number in range(30):
        tests.db.factory.document(f"Thông báo số {number}")


def everything(word: str) -> list[tuple[str, int]]:
    """A record of each kind that holds ``word`` wherever a person may type."""
    member = db.members.Member.get_by_id(tests.db.factory.member(f"Lò {word}"))
    paper = tests.db.factory.document(f"Hướng dẫn {word}", issuer=word)
    db.documents.attach(paper, f"{word}.txt", word.encode() * 400, moment())
    task = tests.db.factory.task(f"Việc {word}", fields={"accountable": word, "basis": word})
    db.tasks.steps.report_progress(task, TODAY, 5, f"Đã {word}", moment())
    one = tests.db.factory.meeting(f"Họp {word}", agenda=[word, "khác"])
    db.meetings.steps.hold(one, date(2026, 6, 3), {}, moment())
    db.meetings.minutes.conclude(one, f"Kết luận {word}", moment())
    db.meetings.steps.approve(one, TODAY, word.encode() * 300, {"so": word}, moment())
    fields = {"work": f"Trực {word}", "recurrence": "yearly", "start": date(2026, 12, 1)}
    series, _ = db.tasks.series.start(fields, moment(), not_secret=True)
    numbers = (member.id, paper.id, task.id, one.id, series)
    kinds = ("members", "documents", "tasks", "meetings", "series")
    return list(zip(kinds, numbers, strict=True))


def test_what_was_erased_is_on_no_page_of_the_file_and_the_book_is_whole(
    book: db.book.Book,
) -> None:
    other_records()
    records = everything(SECRET_WORD)
    other_records()
    file = book.folder / db.book.FILE
    assert in_the_clear(file, book.data_key).count(IN_THE_FILE) > 50, "the test must see it"
    for kind, number in records:
        done = db.book.erasing.erase(book, kind, number, "secret", moment())
        assert len(done.rows) > 0
        assert db.book.checks.problems(book) == []
    assert IN_THE_FILE not in in_the_clear(file, book.data_key)
    assert db.search.find(SECRET_WORD) == []
    assert len(db.search.find("thong bao so", 99)) == 60
    for kind, number in records:
        record = db.purging.find(kind, number)
        assert record is not None
        assert db.history.last_states()[kind, number] == db.history.printed(record)
    assert db.meetings.dump()[0]["approved_on"] == TODAY.isoformat()
    assert db.meetings.minutes_inside(date(2026, 1, 1), TODAY) == []


@pytest.mark.parametrize("purged", [False, True])
def test_what_lies_in_the_bin_or_was_purged_is_erased_too(book: db.book.Book, purged: bool) -> None:
    other_records()
    paper = tests.db.factory.document(f"Hướng dẫn {SECRET_WORD}")
    db.base.rows("INSERT INTO search_words(search_words) VALUES ('optimize')")
    db.documents.delete(paper, moment())
    if purged:
        db.purging.purge(paper, moment())
    db.book.erasing.erase(book, "documents", paper.id, "retention", moment())
    assert IN_THE_FILE not in in_the_clear(book.folder / db.book.FILE, book.data_key)
    assert db.book.checks.problems(book) == []


def test_the_backups_in_reach_lose_the_words_and_stay_backups(
    book: db.book.Book, tmp_path: Path
) -> None:
    older = kept(book, "cu.zip")
    untouched = older.read_bytes()
    other_records()
    records = everything(SECRET_WORD)
    backup = kept(book, "moi.zip")
    for kind, number in records:
        done = db.book.erasing.erase(book, kind, number, "personal", moment())
        assert (done.rewritten, done.to_destroy) == ([backup], [])
    assert older.read_bytes() == untouched, "the record was not yet in it"
    file = file_of(backup, tmp_path / "mo")
    assert IN_THE_FILE not in in_the_clear(file, book.data_key)
    assert sorted(path.name for path in (book.folder / "backups").iterdir()) == [
        "cu.zip",
        "moi.zip",
    ]
    assert not (book.folder / db.book.rotation.WORKSHOP).exists()
    now = {kind: db.kinds.dump(kind) for kind in ("members", "documents", "tasks", "meetings")}
    book.close()
    db.book.backup.restore(backup, tmp_path / "lai", SECRET)
    with db.book.opened(tmp_path / "lai", SECRET, moment().at, writing=True) as back:
        assert db.book.checks.problems(back) == []
        assert {kind: db.kinds.dump(kind) for kind in now} == now


def test_the_counts_of_a_rewritten_backup_are_its_own(book: db.book.Book) -> None:
    number = tests.db.factory.member("Hạng Thị Xa")
    backup = kept(book, "a.zip", "2026-07-01T05:00:00Z")
    db.book.erasing.erase(book, "members", number, "wrong_person", moment())
    with zipfile.ZipFile(backup) as archive:
        held = json.loads(archive.read("so-luong.json"))
    assert (held["made_at"], held["counts"]["members"]) == ("2026-07-01T05:00:00Z", 1)
    assert held["counts"]["history"] == len(db.history.dump())


def test_a_backup_with_another_key_and_one_that_is_none_are_to_be_destroyed(
    book: db.book.Book,
) -> None:
    number = tests.db.factory.member("Hạng Thị Xa")
    locked = kept(book, "khoa-cu.zip")
    db.book.access.new_recovery_code(book, moment())
    good = kept(book, "tot.zip")
    (book.folder / "backups" / "hong.zip").write_bytes(b"PK")
    before = locked.read_bytes()
    done = db.book.erasing.erase(book, "members", number, "wrong_person", moment())
    assert [path.name for path in done.to_destroy] == ["hong.zip", "khoa-cu.zip"]
    assert done.rewritten == [good]
    assert locked.read_bytes() == before
    assert db.members.dump()[0]["name"] == db.history.ERASED, "the book itself is open again"
    sheet = "\n".join(db.book.erasing.destroy_sheet(done, book))
    for said in ("khoa-cu.zip", "hong.zip", "USB", "không thu hồi được", "nhầm người", "tot.zip"):
        assert said in sheet
    assert "Hạng Thị Xa" not in sheet
    assert "báo cáo ngay Bí thư" not in sheet


def test_a_number_that_means_another_record_in_a_backup_is_left_alone(
    book: db.book.Book, tmp_path: Path
) -> None:
    """The book went on from an older copy: what came after has the same numbers."""
    start = kept(book, "a.zip")
    tests.db.factory.member("Người khác")
    apart = kept(book, "b.zip").read_bytes()
    book.close()
    db.book.backup.restore(start, tmp_path / "lai", SECRET)
    (tmp_path / "lai" / "backups" / "b.zip").write_bytes(apart)
    with db.book.opened(tmp_path / "lai", SECRET, moment().at, writing=True) as back:
        number = int(db.members.add(db.members.Draft("Nhầm", TODAY), moment(second=9)).id)
        done = db.book.erasing.erase(back, "members", number, "wrong_person", moment())
    assert [path.name for path in done.to_destroy] == ["b.zip"]
    assert (tmp_path / "lai" / "backups" / "b.zip").read_bytes() == apart


def test_a_backup_that_cannot_be_rewritten_stays_as_it_was_and_is_listed(
    book: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = tests.db.factory.member("Hạng Thị Xa")
    backup = kept(book, "a.zip")
    before = backup.read_bytes()

    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(db.book.backup, "pack", full)
        done = db.book.erasing.erase(book, "members", number, "personal", moment())
    assert (done.rewritten, done.to_destroy) == ([], [backup])
    assert backup.read_bytes() == before
    again = db.book.erasing.erase(book, "members", number, "personal", moment())
    assert (again.rows, again.rewritten) == ([], [backup]), "said again it goes on"
    assert db.book.checks.problems(book) == []


def test_where_the_name_still_stands_is_said(book: db.book.Book) -> None:
    number = tests.db.factory.member("Hạng Thị Xa")
    task = tests.db.factory.task("Soát sổ", fields={"accountable": "Hạng Thị Xa"})
    db.tasks.steps.change(task, {"accountable": "Người khác"}, moment())
    tests.db.factory.task("Việc khác")
    db.imports.learn({"people": {"c Xa": "Hạng Thị Xa", "c Nụ": "Lò Thị Nụ"}})
    done = db.book.erasing.erase(book, "members", number, "personal", moment())
    assert done.mentions == [("tasks", task.id)], "its history still says so"
    assert f"nhiệm vụ số {task.id}" in "\n".join(db.book.erasing.destroy_sheet(done, book))
    assert db.imports.learned() == {"people": {"c nu": "Lò Thị Nụ"}}


def test_an_exported_bundle_that_names_the_record_is_listed(
    book: db.book.Book, tmp_path: Path
) -> None:
    tests.db.everything.happen(tmp_path)
    meeting = db.meetings.get(1)
    assert meeting.held_on is not None
    done = db.book.erasing.erase(book, "meetings", 1, "secret", moment(TODAY + timedelta(days=200)))
    assert done.bundles == ["a.zip"]
    sheet = "\n".join(db.book.erasing.destroy_sheet(done, book))
    assert "a.zip" in sheet
    assert "dừng nhập, không xuất, không gửi" in sheet
    assert db.book.checks.problems(book) == []


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [("members", 1, "vì muốn"), ("members", 9, "secret"), ("reports", 1, "secret")],
)
def test_what_cannot_be_erased_leaves_the_book_as_it_was(
    book: db.book.Book, kind: str, number: int, reason: str
) -> None:
    tests.db.factory.member("Hạng Thị Xa")
    backup = kept(book, "a.zip")
    before = db.history.dump(), db.members.dump(), backup.read_bytes()
    with pytest.raises(db.errors.RecordError):
        db.book.erasing.erase(book, kind, number, reason, moment())
    assert (db.history.dump(), db.members.dump(), backup.read_bytes()) == before


def test_what_is_entered_after_an_erasing_counts_again(book: db.book.Book) -> None:
    number = tests.db.factory.member("Hạng Thị Xa")
    db.book.erasing.erase(book, "members", number, "wrong_person", moment())
    db.members.steps.leave(db.members.Member.get_by_id(number), TODAY, moment())
    assert db.history.last_states()["members", number]["left"] == TODAY.isoformat()
    db.base.rows("UPDATE members SET name = 'Lạ'")
    assert "bị sửa ngoài chương trình (name)" in db.book.checks.problems(book)[0]
