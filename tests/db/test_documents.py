from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

import db.base
import db.documents
import db.errors
import db.meetings
import db.meetings.steps
import db.search
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")


def test_a_document_is_dumped_with_the_contract_names() -> None:
    tests.db.factory.document()
    names = "id title number date direction meetings thematic qr_on deleted_on"
    record = db.documents.dump()[0]
    assert set(names.split()) <= set(record)
    assert (record["date"], record["meetings"], record["thematic"]) == ("2026-05-04", [], False)


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"title": "Kế hoạch (MẬT)"}, {"number": "Độ mật: Tối mật"}]
)
def test_a_document_without_title_or_with_a_mark_is_refused_whole(wrong: dict[str, Any]) -> None:
    with pytest.raises(db.errors.RecordError):
        tests.db.factory.document(**wrong)
    assert db.documents.dump() == []
    assert db.base.rows("SELECT count(*) FROM history WHERE kind = 'documents'") == [(0,)]


def test_the_tick_that_nothing_is_secret_is_required() -> None:
    with pytest.raises(db.errors.RecordError, match="không thuộc bí mật"):
        db.documents.add({"title": "Thông báo"}, moment(), not_secret=False)


def test_an_attachment_is_kept_once_for_each_content() -> None:
    one, two = tests.db.factory.document("Một"), tests.db.factory.document("Hai")
    for document, name in ((one, "a.pdf"), (two, "b.pdf"), (two, "c.pdf")):
        db.documents.attach(document, name, b"%PDF noi dung", moment())
    digest = hashlib.sha256(b"%PDF noi dung").hexdigest()
    assert db.base.rows("SELECT sha256, size FROM files") == [(digest, 13)]
    assert [one["name"] for one in db.documents.dump()[1]["attachments"]] == ["b.pdf", "c.pdf"]


def test_an_attachment_over_50_mb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.documents, "LARGEST", 10)
    one = tests.db.factory.document()
    db.documents.attach(one, "vừa.pdf", b"1234567890", moment())
    with pytest.raises(db.errors.RecordError, match="50 MB"):
        db.documents.attach(one, "to.pdf", b"12345678901", moment())
    assert len(db.documents.dump()[0]["attachments"]) == 1


@pytest.mark.parametrize(
    "link",
    [
        "mai",
        "vi.du/tai-lieu",
        "https://",
        "https://mai",
        "ftp://vi.du/a",
        "https://vi.du/a b",
        "//[",
    ],
)
def test_a_link_that_no_phone_opens_enters_no_code(link: str) -> None:
    one = tests.db.factory.document()
    with pytest.raises(db.errors.RecordError, match="không phải địa chỉ"):
        db.documents.issue_qr(one, date(2026, 7, 20), link, moment())
    with pytest.raises(db.errors.RecordError):
        db.documents.change(one, {"link": link}, moment())
    assert (db.documents.dump()[0]["qr_on"], db.documents.dump()[0]["link"]) == (None, "")


def test_a_code_is_issued_on_a_day_that_has_come() -> None:
    one = tests.db.factory.document()
    with pytest.raises(db.errors.RecordError):
        db.documents.issue_qr(one, date(2026, 7, 21), "", moment())
    db.documents.issue_qr(one, date(2026, 7, 20), "https://vi.du", moment())
    record = db.documents.dump()[0]
    assert (record["qr_on"], record["link"]) == ("2026-07-20", "https://vi.du")


@pytest.mark.parametrize(("kind", "thematic"), [("regular", False), ("combined", True)])
def test_a_document_shows_the_meetings_it_served(kind: str, thematic: bool) -> None:
    one = tests.db.factory.document()
    meeting = tests.db.factory.meeting(meeting_kind=kind)
    db.meetings.steps.use_document(meeting, one.id, moment())
    db.meetings.steps.use_document(meeting, one.id, moment())
    record = db.documents.dump()[0]
    assert (record["meetings"], record["thematic"]) == ([meeting.id], thematic)
    assert db.meetings.dump()[0]["documents"] == [one.id]


def test_the_first_sources_are_those_for_every_unit_and_for_its_own_ward() -> None:
    db.documents.take_sources("phường Bạch Mai", moment())
    issuers = {one["issuer"] for one in db.documents.dump()}
    assert any("Bạch Mai" in issuer for issuer in issuers)
    assert not any("Việt Hưng" in issuer for issuer in issuers)
    assert any(one["number"] == "09-CT/TU" for one in db.documents.dump())
    assert db.search.find("09-CT/TU")


def test_a_document_is_changed_and_found_by_its_new_words() -> None:
    one = tests.db.factory.document()
    fields = {"title": "Kế hoạch hè", "date": None, "date_words": "tháng 5", "direction": "in"}
    db.documents.change(one, fields, moment())
    record = db.documents.dump()[0]
    assert {name: record[name] for name in fields} == fields
    assert db.search.find("ke hoach he")[0].id == one.id


@pytest.mark.parametrize(
    "fields",
    [{"title": " "}, {"title": "Kế hoạch (MẬT)"}, {"direction": "up"}, {"qr_on": date(2026, 7, 1)},
     {"link": "https://khac.vi.du"}, {"deleted_on": None}],
)  # fmt: skip
def test_a_change_that_cannot_stand_is_refused(fields: dict[str, Any]) -> None:
    one = tests.db.factory.document()
    db.documents.issue_qr(one, date(2026, 7, 1), "https://vi.du", moment())
    before = db.documents.dump()
    with pytest.raises(db.errors.RecordError):
        db.documents.change(one, fields, moment())
    assert db.documents.dump() == before


def test_the_link_of_a_code_may_change_until_the_code_is_given() -> None:
    one = tests.db.factory.document()
    db.documents.change(one, {"link": "https://vi.du"}, moment())
    db.documents.issue_qr(one, date(2026, 7, 1), "https://vi.du", moment())
    db.documents.change(one, {"link": "https://vi.du", "status": "còn hiệu lực"}, moment())
    assert db.documents.dump()[0]["link"] == "https://vi.du"


def test_the_bytes_of_a_detached_file_go_where_nothing_else_holds_them() -> None:
    one, two = tests.db.factory.document("Một"), tests.db.factory.document("Hai")
    for document, name, data in ((one, "a.pdf", b"%PDF 1"), (two, "b.pdf", b"%PDF 1"),
                                 (two, "c.pdf", b"%PDF 22")):  # fmt: skip
        db.documents.attach(document, name, data, moment())
    first, second = db.documents.attachments(int(two.id))
    assert (first["name"], first["size"], second["name"], second["size"]) == (
        "b.pdf", 6, "c.pdf", 7,
    )  # fmt: skip
    assert db.documents.content(second["id"]) == b"%PDF 22"
    db.documents.detach(first["id"], moment())
    db.documents.detach(second["id"], moment())
    assert db.base.rows("SELECT size FROM files") == [(6,)]
    assert db.documents.attachments(int(two.id)) == []
    for asked in (db.documents.content, db.documents.get):
        with pytest.raises(db.errors.RecordError):
            asked(99)
    with pytest.raises(db.errors.RecordError, match="không còn"):
        db.documents.detach(second["id"], moment())
