from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import date
from typing import Any

import pytest

import db.base
import db.book
import db.documents
import db.errors
import db.history
import db.members
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")


def some_history() -> int:
    """A document with four changes; returns its number."""
    document = tests.db.factory.document()
    for day in (5, 6, 7):
        db.documents.issue_qr(document, date(2026, 6, day), f"https://vi.du/{day}", moment())
    return int(document.id)


def run(sql: str, *values: Any) -> None:
    db.base.database.execute_sql(sql, values)


def test_the_chain_can_be_computed_again_from_the_dump_alone() -> None:
    some_history()
    previous = ""
    for place, row in enumerate(db.history.dump(), start=1):
        stated = row.pop("hash")
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == stated
        assert (row["previous"], row["seq"]) == (previous, place)
        previous = stated
    assert db.history.head_hash() == previous


def test_the_digest_of_a_row_is_that_of_its_salt_and_content() -> None:
    some_history()
    digests = {row["seq"]: row["digest"] for row in db.history.dump()}
    for seq, salt, body in db.base.rows("SELECT seq, salt, body FROM history_contents"):
        assert hashlib.sha256((salt + body).encode("utf-8")).hexdigest() == digests[seq]


def test_a_whole_chain_has_no_faults() -> None:
    some_history()
    assert db.history.faults() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "2026-01-01T00:00:00Z"), ("who", "Ai đó"), ("kind", "tasks"), ("record", 99),
     ("verb", "add"), ("digest", "0" * 64)],
)  # fmt: skip
def test_an_edited_row_is_named(column: str, value: Any) -> None:
    some_history()
    run(f'UPDATE history SET "{column}" = ? WHERE seq = 4', value)  # noqa: S608 - our own words
    assert "Dòng nhật ký 4 đã bị sửa." in db.history.faults()


def test_an_edited_row_whose_hash_was_made_anew_breaks_the_link_to_the_next() -> None:
    some_history()
    row = db.history.dump()[3]
    row.pop("hash")
    row["who"] = "Ai đó"
    run("UPDATE history SET who = ?, hash = ? WHERE seq = 4", "Ai đó", db.history.row_hash(row))
    assert "Dòng nhật ký 5 không nối với dòng trước nó." in db.history.faults()


def test_an_edited_content_is_named() -> None:
    some_history()
    run("UPDATE history_contents SET body = replace(body, 'Hướng', 'Huong') WHERE seq = 4")
    assert db.history.faults() == ["Dòng nhật ký 4 có nội dung đã bị sửa."]


@pytest.mark.parametrize("seq", [1, 4])
def test_a_removed_row_is_named(seq: int) -> None:
    some_history()
    run("DELETE FROM history_contents WHERE seq = ?", seq)
    run("DELETE FROM history WHERE seq = ?", seq)
    assert f"Nhật ký thiếu dòng {seq} (trước dòng {seq + 1})." in db.history.faults()


def test_rows_removed_from_the_end_are_named_and_their_numbers_never_given_again() -> None:
    document = some_history()
    last = len(db.history.dump())
    run("DELETE FROM history_contents WHERE seq = ?", last)
    run("DELETE FROM history WHERE seq = ?", last)
    assert db.history.faults() == [f"Nhật ký thiếu dòng {last} (ở cuối)."]
    db.documents.issue_qr(db.documents.Document.get_by_id(document), date(2026, 6, 9), "", moment())
    assert any(f"thiếu dòng {last}" in fault for fault in db.history.faults())


def test_a_removed_content_is_named() -> None:
    some_history()
    run("DELETE FROM history_contents WHERE seq = 4")
    assert "mất nội dung" in db.history.faults()[0]


def test_reordered_rows_are_named() -> None:
    some_history()
    run("PRAGMA foreign_keys = OFF")
    for old, new in ((4, 99), (5, 4), (99, 5)):
        run("UPDATE history SET seq = ? WHERE seq = ?", new, old)
    found = " ".join(db.history.faults())
    assert "Dòng nhật ký 4" in found
    assert "Dòng nhật ký 5" in found


def test_an_inserted_row_is_named() -> None:
    some_history()
    run(
        "INSERT INTO history (seq, at, who, kind, record, verb, digest, previous, hash)"
        " SELECT 50, at, who, kind, record, verb, digest, 'x', hash FROM history WHERE seq = 4"
    )
    found = " ".join(db.history.faults())
    assert "Dòng nhật ký 50 không nối" in found
    assert "Dòng nhật ký 50 đã bị sửa" in found


def test_erasing_keeps_the_chain_whole_and_shows_the_gap() -> None:
    number = some_history()
    head = db.history.head_hash()
    erased = db.history.erase(moment(), "documents", number, "wrong_person")
    assert len(erased) == 4
    assert db.history.faults() == []
    changes = db.history.of("documents", number)
    assert [one["content"] for one in changes[:4]] == ["đã xóa theo quy định"] * 4
    assert changes[4]["content"]["after"] == {"reason": "wrong_person", "rows": erased}
    assert db.history.dump()[-1]["previous"] == head


def test_what_was_erased_is_nowhere_in_the_history() -> None:
    number = some_history()
    db.history.erase(moment(), "documents", number, "personal")
    held = db.base.rows("SELECT salt, body FROM history_contents")
    assert not [body for _, body in held if body and "Hướng dẫn sinh hoạt hè" in body]
    assert [salt for salt, _ in held if salt is None] == [None] * 4


def test_erasing_twice_keeps_the_first_reason() -> None:
    number = some_history()
    db.history.erase(moment(), "documents", number, "secret")
    db.documents.issue_qr(db.documents.Document.get_by_id(number), date(2026, 6, 9), "", moment())
    assert len(db.history.erase(moment(), "documents", number, "personal")) == 1
    reasons = db.base.rows("SELECT reason FROM history_contents WHERE body IS NULL ORDER BY seq")
    assert reasons == [("secret",)] * 4 + [("personal",)]
    assert db.history.faults() == []


@pytest.mark.parametrize("reason", ["", "vì muốn", "Secret"])
def test_erasing_needs_a_reason_from_the_list(reason: str) -> None:
    number = some_history()
    with pytest.raises(db.errors.RecordError, match="nhầm người"):
        db.history.erase(moment(), "documents", number, reason)
    assert db.history.of("documents", number)[0]["content"] != "đã xóa theo quy định"


def test_a_content_erased_behind_the_verb_is_named() -> None:
    some_history()
    run("UPDATE history_contents SET body = NULL, salt = NULL, reason = 'secret' WHERE seq = 4")
    assert db.history.faults() == ["Dòng nhật ký 4 có nội dung bị xóa không theo quy định."]


def test_a_row_entered_while_the_clock_stood_behind_is_marked() -> None:
    some_history()
    early = moment(date(2025, 12, 31))
    assert db.history.clock_is_behind(early.at)
    tests.db.factory.document("Thông báo")
    db.members.add(db.members.Draft("Sùng A Páo", date(2020, 1, 1)), early)
    last = db.history.dump()[-1]
    assert (last["verb"], last["at"]) == ("add;clock-back", early.at)
    assert db.history.faults() == []


def test_an_erasure_while_the_clock_stood_behind_is_an_erasure_all_the_same() -> None:
    number = some_history()
    db.history.erase(moment(date(2025, 12, 31)), "documents", number, "retention")
    assert db.history.faults() == []
    assert ("documents", number) not in db.history.last_states()


def test_a_verb_that_fails_leaves_no_row() -> None:
    before = db.history.dump()
    with pytest.raises(db.errors.SecrecyMark):
        tests.db.factory.document("Danh mục (MẬT)")
    assert db.history.dump() == before


def test_the_name_in_a_row_is_who_unlocked_the_book() -> None:
    some_history()
    assert {row["who"] for row in db.history.dump()} == {tests.db.factory.WHO}


def test_salts_may_be_taken_from_elsewhere_and_are_random_again_after() -> None:
    salts = iter(["một", "hai"])
    db.history.use_salts(lambda: next(salts))
    try:
        tests.db.factory.document()
    finally:
        db.history.use_salts(None)
    tests.db.factory.document()
    held = [salt for (salt,) in db.base.rows("SELECT salt FROM history_contents ORDER BY seq")]
    assert held[-2] == "một"
    assert len(held[-1]) == 32


def test_a_name_typed_in_decomposed_form_stands_composed_in_the_history() -> None:
    number = tests.db.factory.member(unicodedata.normalize("NFD", "Nguyễn Thị Thắm"))
    assert db.history.last_states()["members", number]["name"] == "Nguyễn Thị Thắm"
    assert db.history.last_states()["members", number] == db.members.dump()[0]
