"""The report: composed from the records, the person's words where they wrote, nothing invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import db.errors
import db.figures
import db.periods
import db.reports
import db.tasks
import db.unit
import exports.figures
import exports.issuing
import exports.paper
import exports.paper.content
import exports.reports
import exports.workbook
import tests.exports.full_quarter

pytestmark = pytest.mark.usefixtures("scratch_book")
quarter = tests.exports.full_quarter
content = exports.paper.content
GOLDEN = Path(__file__).with_name("golden")
SEALED = exports.reports.Stamp("C", 1, exports.issuing.SEALED, signed=False)


def composed(
    label: str = "2026-Q3", stamp: exports.reports.Stamp = SEALED
) -> exports.paper.content.Paper:
    """The report of a period of the open book."""
    span = quarter.window(label)
    return exports.reports.compose(span, db.figures.count(span), stamp=stamp)


def sections(label: str = "2026-Q3") -> dict[str, exports.reports.Section]:
    """Its sections by id."""
    span = quarter.window(label)
    return {one.id: one for one in exports.reports.sections(span, db.figures.count(span))}


def body(paper: exports.paper.content.Paper) -> str:
    """All texts of the body."""
    return "\n".join(block.text for block in paper.blocks if not isinstance(block, content.Table))


def begun(label: str = "2026-Q3") -> db.reports.Report:
    """The report of a period, begun."""
    return db.reports.begin(db.periods.read(label), quarter.moment(quarter.TODAY))


def test_the_entry_of_a_full_quarter_is_the_one_that_was_read() -> None:
    quarter.fill()
    db.reports.sign_as(begun(), 5, date(2026, 10, 5), quarter.moment(quarter.TODAY))
    entry = exports.reports.entry_of(composed())
    golden = json.loads((GOLDEN / "report-entry.json").read_text("utf-8"))
    assert entry == golden


def test_an_entry_names_type_number_day_title_and_content() -> None:
    paper = composed()
    entry = exports.reports.entry_of(paper)
    assert list(entry) == ["type", "number", "date", "title", "content"]
    assert (entry["type"], entry["number"], entry["date"]) == ("BC", "", "")
    assert exports.paper.from_entry(entry["content"]) == paper


def test_every_paper_holds_what_its_entry_says() -> None:
    quarter.fill()
    entry = exports.reports.entry_of(composed())
    code = exports.issuing.code_of(entry)
    drawn = exports.paper.render(exports.paper.from_entry(entry["content"]), code)
    assert exports.paper.holds(drawn.pdf, entry["content"], code) == []
    assert [one.name for one in drawn.fields] == ["Sig_BiThu"]


def test_an_empty_book_says_so_in_every_section() -> None:
    found = sections()
    assert list(found)[:3] == ["0", "1", "2"]
    assert all(one.sentences for one in found.values())
    assert found["3"].sentences[0].text == "Trong kỳ không phát sinh nhiệm vụ."
    assert "không phát sinh tài liệu" in found["5"].composed
    assert [one.blocks[1] for one in composed().annexes[:2]] == [
        content.Paragraph("Không phát sinh nhiệm vụ trong kỳ.", indent=False),
        content.Paragraph("Không phát sinh nhiệm vụ chậm, tồn đọng.", indent=False),
    ]


def test_kinds_that_do_not_exist_yet_are_never_claimed_to_be_without_events() -> None:
    for number in ("6", "7", "8", "9", "11"):
        text = sections()[number].composed
        assert "chưa có" in text
        assert "không phát sinh" not in text.lower()


def test_the_title_names_the_plan_of_the_ward_where_it_is_given() -> None:
    assert composed().abstract == "kết quả thực hiện Chỉ thị số 09-CT/TU quý III năm 2026"
    now = quarter.moment(date(2026, 6, 1))
    for typed in ("Kế hoạch số 18-KH/ĐU, ngày 12/5/2026", "18-KH/ĐU ngày 12/5/2026", "số 18-KH/ĐU"):
        db.unit.set_value("ward_plan", typed, date(2026, 6, 1), now)
        assert composed().abstract == (
            "kết quả thực hiện Kế hoạch số 18-KH/ĐU thực hiện Chỉ thị số 09-CT/TU quý III năm 2026"
        )


@pytest.mark.parametrize("label", ["2025-Q3", "2025-Q4", "2026-Q1", "2025"])
def test_before_the_directive_the_report_is_of_plain_work(label: str) -> None:
    paper = composed(label)
    assert paper.abstract == f"kết quả công tác {db.periods.read(label).words}"
    said = body(paper)
    assert "09-CT/TU" not in said
    assert "6 rõ" not in said
    assert paper.layout_id == "HD36-2018"


def test_the_program_s_own_words_follow_the_spelling_of_the_layout() -> None:
    said = sections("2025-Q3")
    assert "uỷ" not in said["0"].composed  # the addressee is what the unit wrote
    assert "chuyển sinh hoạt" in said["5"].composed
    quarter.fill()
    assert "Chi ủy" in sections()["4"].composed


def test_the_real_dates_of_the_window_are_printed() -> None:
    first = db.reports.begin(db.periods.read("2026-Q2"), quarter.moment(date(2026, 6, 26)))
    db.reports.finalise(first, date(2026, 6, 25), {}, quarter.moment(date(2026, 6, 26)))
    assert "từ ngày 26/6/2026 đến hết ngày 30/9/2026" in sections()["0"].composed


def test_the_words_of_a_person_stand_for_the_composed_ones() -> None:
    text = "Chi bộ đã làm tốt.\n- Việc một\n+ Việc hai\n\nHết."
    db.reports.write(begun(), "7", text, quarter.moment(quarter.TODAY))
    blocks = composed().blocks
    place = blocks.index(content.Heading("7. Kỷ luật, kỷ cương; kiểm tra, giám sát"))
    assert blocks[place + 1 : place + 5] == (
        content.Paragraph("Chi bộ đã làm tốt."),
        content.Item("Việc một"),
        content.Item("Việc hai", "+"),
        content.Paragraph("Hết."),
    )
    assert isinstance(blocks[place + 5], content.Heading)
    assert sections()["7"].edited == text
    assert "chưa có số liệu" in sections()["7"].composed


def test_a_late_task_prints_days_cause_body_person_handling_and_new_day() -> None:
    quarter.fill()
    items = [item for one in sections()["4"].sentences for item in one.items]
    assert len(items) == 4
    done, overdue, pending, bare = items
    assert "sau hạn 6 ngày" in done
    assert "Thời hạn mới" not in done
    assert overdue.endswith(
        "quá hạn 64 ngày. Nguyên nhân: Chờ văn bản hướng dẫn của cấp trên; thời tiết mưa kéo dài. "
        "Tổ chức chịu trách nhiệm: Chi ủy; cá nhân chịu trách nhiệm: Đỗ Văn Ẩn. "
        "Hướng xử lý: Bố trí thêm người, hoàn thành trong tháng 10. Thời hạn mới: 20/10/2026."
    )
    assert "Nguyên nhân: đang làm rõ, báo cáo bổ sung trước ngày 15/10/2026." in pending
    assert "Nguyên nhân: chưa ghi." in bare


def test_tasks_lacking_a_ro_are_named_with_what_they_lack() -> None:
    quarter.fill()
    said = sections()["2"].composed
    assert "còn thiếu rõ thẩm quyền; rõ sản phẩm." in said
    assert "bí mật nhà nước không đưa vào sổ điện tử" in said


def test_the_next_period_lists_open_tasks_that_fall_due_in_it() -> None:
    quarter.fill()
    said = sections()["14"].composed
    assert said.count("; người chịu trách nhiệm: ") == 7
    assert "kỳ tới (quý IV năm 2026)" in said
    assert "Báo cáo tình hình an ninh trật tự (hằng tháng)" in said


def test_sections_name_the_figures_they_show() -> None:
    quarter.fill()
    found = sections()
    assert found["3"].figures[:3] == ("tasks_in_period", "tasks_carried_over", "tasks_new")
    assert "qr_percent" in found["5"].figures
    assert found["6"].figures == ()


def test_every_figure_stands_in_the_paper_as_in_the_workbook() -> None:
    quarter.fill()
    span = quarter.window()
    figures = db.figures.count(span)
    table = composed().annexes[2].blocks[1]
    assert isinstance(table, content.Table)
    labels = exports.figures.labels()
    assert [(row[1], row[2]) for row in table.rows] == [
        (labels[name].text, exports.figures.shown(figure)) for name, figure in figures.items()
    ]
    sheets = exports.workbook.annexes(span, figures)
    assert [one.blocks[1] for one in composed().annexes[:2]] == [one.table() for one in sheets]


def test_annexes_a_and_b_lie_and_name_the_report() -> None:
    quarter.fill()
    db.reports.sign_as(begun(), 5, date(2026, 10, 5), quarter.moment(quarter.TODAY))
    annexes = composed().annexes
    assert [(one.title, one.landscape) for one in annexes] == [
        ("Phụ lục A", True),
        ("Phụ lục B", True),
        ("Bảng số liệu", False),
    ]
    assert annexes[0].blocks[0] == content.Paragraph(
        "(Kèm theo Báo cáo số 05-BC/CB, ngày 05/10/2026 của Chi bộ Tổ dân phố số 41)",
        italic=True,
        align="center",
        indent=False,
    )


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [("B", 1, "\n(bổ sung lần 1)"), ("T", 2, "\n(thay thế lần 2)"), ("C", 2, "năm 2026")],
)
def test_a_supplement_or_replacement_says_so_under_the_title(
    kind: str, number: int, words: str
) -> None:
    paper = composed(stamp=exports.reports.Stamp(kind, number, exports.issuing.SEALED, False))
    assert paper.abstract.endswith(words)
    assert "\n" not in exports.reports.entry_of(paper)["title"]


def test_a_stamp_of_no_bundle_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="X1"):
        exports.reports.Stamp("X", 1, exports.issuing.SEALED, signed=False)


def test_how_the_paper_is_signed_is_named_on_it() -> None:
    sealed = composed()
    assert sealed.unsigned_note == "BẢN ĐIỆN TỬ CHƯA KÝ"
    assert sealed.level_line == "Mức ký: Niêm phong của sổ, không phải chữ ký số."
    signed = composed(stamp=exports.reports.Stamp("C", 1, exports.issuing.DIGITAL, signed=True))
    assert (signed.unsigned_note, signed.level_line) == ("", "Mức ký: Chữ ký số.")


def test_the_signer_is_the_set_name_else_the_holder_of_the_post_else_the_first_head() -> None:
    assert composed().signers[0].name == "Vương Đình Ước"  # the unit's head
    quarter.fill()
    now = quarter.moment(date(2026, 9, 1))
    db.unit.set_value("signer_post", "PHÓ BÍ THƯ", date(2026, 9, 1), now)
    assert composed().signers[0].name == "Đỗ Văn Ẩn"
    db.unit.set_value("signer_name", "Lã Thị Quyên", date(2026, 9, 1), now)
    signer = composed().signers[0]
    assert (signer.authority, signer.post, signer.name, signer.field) == (
        "T/M CHI BỘ",
        "PHÓ BÍ THƯ",
        "Lã Thị Quyên",
        "Sig_BiThu",
    )


def test_number_and_day_may_stay_blank_and_the_year_is_the_cut_off_s() -> None:
    paper = composed()
    assert (paper.number, paper.on, paper.year, paper.sign) == (None, None, 2026, "BC/CB")


def test_a_number_no_code_can_carry_is_refused_in_a_sentence() -> None:
    now = quarter.moment(date(2026, 9, 1))
    db.unit.set_value("unit_symbol", "CB TDP 41", date(2026, 9, 1), now)
    db.reports.sign_as(begun(), 5, date(2026, 10, 5), quarter.moment(quarter.TODAY))
    with pytest.raises(db.errors.RecordError, match="mã QR"):
        exports.issuing.code_of(exports.reports.entry_of(composed()))


def test_the_standing_member_and_the_year_s_theme_are_named_where_set() -> None:
    assert "Ủy viên Ban Thường vụ" not in sections()["1"].composed
    quarter.fill()
    assert "đồng chí Thân Trọng Huề" in sections()["1"].composed
    assert "Chủ đề công tác năm 2026: Kỷ cương" in sections()["10"].composed


def test_a_year_compares_its_quarters() -> None:
    quarter.fill()
    found = sections("2026")["3"]
    (table,) = [one.table for one in found.sentences if one.table is not None]
    titles = [column.title for column in table.columns]
    assert titles == ["Số liệu", "QI/2026", "QII/2026", "QIII/2026", "QIV/2026", "Cả kỳ"]
    rows = {row[0]: row[1:] for row in table.rows}
    new = [int(value) for value in rows["Nhiệm vụ giao mới trong kỳ"]]
    assert sum(new[:-1]) == new[-1]
    assert any(block is not None for block in composed("2026").blocks)


def test_the_closing_mark_of_the_unit_ends_the_paper() -> None:
    assert composed().overrides == ()
    now = quarter.moment(date(2026, 9, 1))
    db.unit.set_value("closing_mark", "./.", date(2026, 9, 1), now)
    assert composed().overrides == (("body.ending", "./."),)
