"""One quarter of an office nobody here knows, through the verbs, each in a new process."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import db.book
import db.book.keys
import db.sealing
from tests.journeys import offices
from tests.journeys.offices import Desk

ROW_KEYS = {"sheet", "row", "cell", "reason", "record"}
FIGURES = set(
    """tasks_in_period tasks_carried_over tasks_new tasks_done tasks_done_on_time tasks_done_late
    tasks_done_without_date tasks_cancelled tasks_overdue tasks_suspended tasks_open_in_time
    tasks_without_date tasks_six_clear clear_percent tasks_updated updated_percent tasks_extended
    late_entries on_time_percent meetings_regular meetings_thematic attendance_percent
    thematic_documents thematic_documents_with_qr qr_percent conclusions conclusions_with_task
    conclusions_no_task""".split()  # noqa: SIM905 - a list of names reads best so
)
RECORD_KEYS = {
    "tasks": "id code work lead accountable cooperating authority responsibility product due"
    " first_due first_due_on deleted_on series recurrence review_on assigned_on done_on states"
    " extensions progress cause cause_body cause_person source",
    "members": "id name joined left official_on posts exempt",
    "documents": "id title number date direction meetings thematic qr_on",
    "history": "seq at who kind record verb digest previous hash",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A new office: its book, made by ``new``, and its members."""
    desk = Desk(tmp_path_factory.mktemp("office"))
    unit = desk.folder / "don-vi.toml"
    unit.write_text(offices.UNIT, encoding="utf-8")
    secret = desk.folder / "mat-khau.txt"
    secret.write_text(f"{offices.PASSWORD}\n", encoding="utf-8")
    said = desk.say(
        *("new", "so", "--unit", unit, "--person", offices.PERSON),
        *("--password-file", secret, "--today", "2026-06-01", "--json"),
        password=None,
    )
    assert (said.code, said.err) == (0, "")
    assert set(said.body) >= {"book", "person", "recovery_code"}
    code = desk.folder / "ma.txt"
    code.write_text(str(said.body["recovery_code"]), encoding="utf-8")
    members = offices.workbook(desk.folder / "dang-vien.xlsx", offices.MEMBERS, at="B2")
    taken = desk.ask("import", members, "--as", "members", today="2026-07-01")
    assert [len(taken[name]) for name in ("taken", "doubtful", "refused")] == [5, 0, 0]
    return desk


@pytest.fixture(scope="module")
def imported(desk: Desk) -> dict[str, Any]:
    """The office's task list, read in: tried, taken, settled, taken back and taken again."""
    book = offices.workbook(desk.folder / "cong-viec.xlsx", offices.TASKS, title="Quý III")
    before = desk.dumps()
    dry = desk.ask("import", book, "--as", "tasks", "--dry-run")
    assert desk.dumps() == before
    first = desk.ask("import", book, "--as", "tasks")
    told = {"rows": {f"Quý III!{offices.DOUBTFUL_ROW}": {"done_on": "2026-09-08"}}}
    told_file = offices.mapping(desk.folder / "chi-dan.json", told)
    settled = desk.ask("import", book, "--as", "tasks", "--mapping", told_file)
    again = desk.ask("import", book, "--as", "tasks")
    undone = [desk.ask("undo"), desk.ask("undo")]
    assert desk.dumps()["tasks"] == []
    last = desk.ask("import", book, "--as", "tasks", "--mapping", told_file)
    return {
        "dry": dry,
        "first": first,
        "settled": settled,
        "again": again,
        "undone": undone,
        "last": last,
    }


def test_members_come_in_with_their_days_and_posts(desk: Desk) -> None:
    members = desk.ask("dump", "members")["records"]
    assert [one["name"] for one in members] == [row[1] for row in offices.MEMBERS[6:]]
    assert [one["joined"] for one in members][1:] == [
        *("2003-05-19", "2010-09-02", "1985-02-03", "2026-04-15")
    ]
    assert [one["official_on"] for one in members][3:] == ["1986-02-03", None]
    assert [post["post"] for one in members for post in one["posts"]] == ["Bí thư", "Phó Bí thư"]


def test_a_dry_run_says_what_the_import_then_does(imported: dict[str, Any]) -> None:
    dry, first = imported["dry"], imported["first"]
    assert dry.keys() >= {"taken", "refused", "doubtful", "unmatched_people"}
    for name in ("taken", "refused", "doubtful"):
        assert [row["cell"] for row in dry[name]] == [row["cell"] for row in first[name]]
        assert all(set(row) == ROW_KEYS for row in dry[name])
    record = dry["taken"][0]["record"]
    assert set(record) >= set(RECORD_KEYS["tasks"].split())


def test_a_doubtful_row_waits_until_a_mapping_settles_it(imported: dict[str, Any]) -> None:
    assert [len(imported["first"][name]) for name in ("taken", "doubtful", "refused")] == [3, 1, 0]
    (doubtful,) = imported["first"]["doubtful"]
    assert (doubtful["sheet"], doubtful["row"]) == ("Quý III", offices.DOUBTFUL_ROW)
    (settled,) = imported["settled"]["taken"]
    assert (settled["record"]["code"], settled["record"]["done_on"]) == ("V-04", "2026-09-08")
    assert len(imported["last"]["taken"]) == 4


def test_the_same_rows_again_are_doubtful_as_already_there(imported: dict[str, Any]) -> None:
    assert imported["again"]["taken"] == []
    assert ["đã có" in row["reason"] for row in imported["again"]["doubtful"]] == [True] * 4
    assert len(imported["undone"][0]["undone"]["tasks"]) in {0, 1}


def test_rows_become_the_tasks_that_the_list_says(desk: Desk, imported: dict[str, Any]) -> None:
    tasks = desk.ask("dump", "tasks")["records"]
    assert imported["last"]["unmatched_people"] == []
    assert {one["code"]: (one["assigned_on"], one["due"], one["done_on"]) for one in tasks} == {
        "V-01": ("2026-06-20", "2026-07-31", "2026-07-30"),
        "V-02": ("2026-07-01", "2026-08-15", "2026-08-20"),
        "V-03": ("2026-09-01", "2026-12-15", None),
        "V-04": ("2026-08-01", "2026-09-10", "2026-09-08"),
    }
    assert [one["accountable"] for one in tasks][1] == "Mạc Thị Bưởi"
    assert min(one["id"] for one in tasks) > 4, "ids are never given twice"


def test_figures_have_the_names_of_the_contract(desk: Desk, imported: dict[str, Any]) -> None:
    assert imported
    body = desk.ask("figures", "2026-Q3", today="2026-11-20")
    assert {"period", "from", "to", "opening", "cutoff", "figures"} <= set(body)
    assert (body["from"], body["to"], body["cutoff"]) == ("2026-07-01", "2026-09-30", "2026-09-30")
    assert set(body["figures"]) == FIGURES
    for name, figure in body["figures"].items():
        keys = {"value", "ids"} | ({"part", "whole", "base_ids"} if "percent" in name else set())
        assert set(figure) == keys, name
    values = {name: figure["value"] for name, figure in body["figures"].items()}
    assert [values[name] for name in ("tasks_in_period", "tasks_carried_over")] == [4, 1]
    assert [values[name] for name in ("tasks_done_on_time", "tasks_done_late")] == [2, 1]
    assert values["on_time_percent"] == 66.7
    assert values["attendance_percent"] is None
    early = desk.ask("figures", "2026-Q3", "--cutoff", "2026-08-16")["figures"]
    assert [early[name]["value"] for name in ("tasks_in_period", "tasks_overdue")] == [3, 1]


def test_every_kind_is_dumped_with_the_fields_of_the_contract(
    desk: Desk, imported: dict[str, Any]
) -> None:
    assert imported
    bodies = {kind: desk.ask("dump", kind) for kind in desk.dumps()}
    for kind, body in bodies.items():
        assert set(body) == {"kind", "records"}
        assert body["kind"] == kind
        keys = set(RECORD_KEYS.get(kind, "id").split())
        assert all(set(one) >= keys for one in body["records"]), kind
    (late,) = [one for one in bodies["tasks"]["records"] if one["code"] == "V-02"]
    assert [set(one) for one in late["states"]] == [{"on", "state", "at"}] * 2


def test_search_finds_words_without_their_marks(desk: Desk, imported: dict[str, Any]) -> None:
    assert imported
    body = desk.ask("search", "camera", "an", "ninh")
    assert [set(one) for one in body["hits"]] == [{"kind", "id", "title", "date"}]
    assert desk.ask("search", "doi thoai nhan dan")["hits"][0]["title"].startswith("Đối thoại")


# ---- From the list to a bundle and back ---------------------------------------------------------


@pytest.fixture(scope="module")
def exported(desk: Desk, imported: dict[str, Any]) -> dict[str, Any]:
    """Export is stopped by a missing cause; the completed list lets C1 and then C2 leave."""
    assert imported
    before = desk.dumps()
    said = desk.say(
        *("export", "2026-Q3", "--to", "gui-phuong", "--book", "so"),
        *("--today", "2026-10-05", "--json"),
    )
    assert desk.dumps() == before
    assert not (desk.folder / "gui-phuong").exists()
    desk.ask("undo")
    rows = offices.with_causes()
    book = offices.workbook(desk.folder / "cong-viec-2.xlsx", rows, at="C5")
    told = {"rows": {"11": {"done_on": "2026-09-08"}}}
    file = offices.mapping(desk.folder / "chi-dan-2.json", told)
    taken = desk.ask("import", book, "--as", "tasks", "--mapping", file)["taken"]
    made = [desk.ask("export", "2026-Q3", "--to", desk.folder / "gui-phuong") for _ in range(2)]
    return {"stopped": said, "taken": taken, "made": made}


def test_an_export_without_causes_lists_them_and_writes_nothing(exported: dict[str, Any]) -> None:
    stopped = exported["stopped"]
    assert (stopped.code, stopped.err) == (1, "")
    assert "V-02" in stopped.out
    assert len(exported["taken"]) == 4


def test_a_second_export_replaces_the_first(exported: dict[str, Any]) -> None:
    first, second = exported["made"]
    for body in (first, second):
        assert set(body) >= {"bundle", "period", "kind", "number", "files", "signers"}
    assert [(one["kind"], one["number"]) for one in (first, second)] == [("C", 1), ("C", 2)]
    name = f"{offices.CODE}_2026-Q3"
    assert [Path(one["bundle"]).name for one in (first, second)] == [
        f"{name}_C1.zip",
        f"{name}_C2.zip",
    ]
    with zipfile.ZipFile(second["bundle"]) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert sorted(archive.namelist()) == sorted(second["files"])
    assert manifest["replaces"] == "C1"
    assert manifest["previous"] is not None


def test_what_was_reported_stands_beside_todays_figures(
    desk: Desk, exported: dict[str, Any]
) -> None:
    assert exported
    body = desk.ask("figures", "2026-Q3")
    assert set(body["reported"]) == {"cutoff", "figures"}
    assert body["reported"]["figures"] == body["figures"]


def test_the_head_of_the_history_stands_in_the_manifest(
    desk: Desk, exported: dict[str, Any]
) -> None:
    with zipfile.ZipFile(exported["made"][0]["bundle"]) as archive:
        head = json.loads(archive.read("manifest.json"))["history"]
    hashes = [row["hash"] for row in desk.ask("dump", "history")["records"]]
    assert (head if isinstance(head, str) else head["hash"]) in hashes


def test_a_bundle_is_judged_with_nothing_but_itself(desk: Desk, exported: dict[str, Any]) -> None:
    bundles = [one["bundle"] for one in exported["made"]]
    said = desk.say("verify", *bundles, password=None)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == "Nguyên vẹn; chưa kiểm được người ký"
    body = desk.say("verify", bundles[0], "--json", password=None).body
    assert set(body) >= {"verdict", "files", "signatures"}
    assert body["verdict"] == "unchecked"
    assert all(set(one) >= {"path", "verdict", "why"} for one in body["files"])
    keys = {"file", "signer", "role", "level", "time", "verdict", "why"}
    assert all(set(one) >= keys for one in body["signatures"])


def test_a_trusted_seal_makes_a_bundle_valid_and_a_strangers_does_not(
    desk: Desk, exported: dict[str, Any], tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "niem-phong.der", tmp_path / "la.der"
    secret = db.book.keys.Secret(None, offices.PASSWORD)
    with db.book.opened(desk.book, secret, "2026-10-05T05:00:00Z", writing=False):
        ours.write_bytes(db.sealing.current().certificate)
    made = offices.make(tmp_path / "so-khac")
    with db.book.opened(made.folder, made.secret, "2026-10-05T05:00:00Z", writing=False):
        theirs.write_bytes(db.sealing.current().certificate)
    bundle = exported["made"][1]["bundle"]
    said = [
        desk.say("verify", bundle, "--trust", one, "--json", password=None)
        for one in (ours, theirs)
    ]
    assert [(one.code, one.body["verdict"]) for one in said] == [(0, "valid"), (1, "invalid")]


def test_a_changed_byte_is_found_and_its_file_named(
    desk: Desk, exported: dict[str, Any], tmp_path: Path
) -> None:
    bundle = Path(exported["made"][0]["bundle"])
    data = bytearray(bundle.read_bytes())
    with zipfile.ZipFile(bundle) as archive:
        entry = next(one for one in archive.infolist() if one.filename.endswith("bao-cao.pdf"))
    data[entry.header_offset + 400] ^= 1
    changed = tmp_path / bundle.name
    changed.write_bytes(data)
    said = desk.say("verify", changed, "--json", password=None)
    assert said.code == 1
    assert said.body["verdict"] == "invalid"
    wrong = [one["path"] for one in said.body["files"] if one["verdict"] == "invalid"]
    assert any(path.endswith("bao-cao.pdf") for path in wrong), wrong


def test_a_backup_becomes_the_same_book_again(desk: Desk, exported: dict[str, Any]) -> None:
    assert exported
    before = desk.dumps()
    saved = desk.folder / "luu" / "so-hoa-moc.zip"
    assert desk.ask("backup", "--to", saved)["counts"]["tasks"] == len(before["tasks"])
    with zipfile.ZipFile(saved) as archive:
        names = {one.filename: one.compress_type for one in archive.infolist()}
    assert names == dict.fromkeys(("book.db", "keys.json", "so-luong.json"), zipfile.ZIP_STORED)
    other = Desk(desk.folder / "may-khac")
    other.folder.mkdir()
    said = desk.say("restore", saved, "--to", other.book, "--json")
    assert (said.code, said.err) == (0, "")
    assert other.ask("check") == {"book": str(other.book), "problems": []}
    assert other.dumps() == before
    desk_files = {path.name for path in other.book.iterdir()} - {"book.lock"}
    assert desk_files == {"book.db", "keys.json", "keys.bak.json", "backups"}


def test_the_recovery_code_opens_the_book_without_a_password(desk: Desk) -> None:
    code = desk.folder / "ma.txt"
    said = desk.say("check", "--book", "so", "--recovery-file", code, password=None)
    assert (said.code, said.out) == (0, "Sổ nguyên vẹn.\n")


def test_files_are_their_owners_alone(desk: Desk, exported: dict[str, Any]) -> None:
    bundle = Path(exported["made"][0]["bundle"])
    for path in (bundle, *desk.book.rglob("*")):
        allowed = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 == allowed, path
