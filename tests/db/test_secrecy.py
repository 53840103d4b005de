from __future__ import annotations

import time
import unicodedata

import pytest

import db.errors
import db.secrecy

MARKS = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "  MẬT  ",
    "- MẬT -",
    "*** TUYỆT MẬT ***",
    "“MẬT”",
    "M Ậ T",
    "T U Y Ệ T   M Ậ T",
    "T Ố I M Ậ T",
    "M.Ậ.T",
    "M-Ậ-T",
    "TỐI\u00a0MẬT",
    "\uff2d\u1eac\uff34",
    "Kế hoạch quý III\nMẬT\nKính gửi",
    "Kế hoạch quý III\r\nMẬT\r\nKính gửi",
    "Kế hoạch\x0bMẬT\x0bKính gửi",
    "Kế hoạch\u2028TỐI MẬT\u2028Kính gửi",
    "Kế hoạch\rMẬT\rKính gửi",
    "Phụ lục (MẬT) kèm theo",
    "Phụ lục [ TỐI MẬT ] kèm theo",
    "Độ mật: Mật",
    "Độ mật: MẬT",
    "độ mật : tối mật",
    "Mức độ mật: Tuyệt mật.",
    "ĐỘ MẬT – TỐI MẬT",
    "Độ mật:\nMật",
    "M\u200bẬ\u200bT",
    "M\u00adẬT",
    "MA\u200b\u0302\u0323T",
    "M\u034fẬT\ufe0f",
]
NO_MARKS = [
    "",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "V/v thực hiện Luật Bảo vệ bí mật nhà nước",
    "Nguyễn Văn Mật",
    "NGUYỄN VĂN MẬT",
    "Đồng chí Mật phụ trách",
    "Mật",
    "mật",
    "mật độ dân số",
    "MẬT ĐỘ DÂN SỐ",
    "Nuôi ong lấy mật",
    "Độ mật: Không",
    "Độ mật: Thường",
    "Độ mật:",
    "Văn bản đóng dấu MẬT thì không nhập vào sổ",
    "MẬT KHẨU",
    "BÍ MẬT",
    "Xem mục (MẬT ĐỘ)",
    "độ mật: mậtđộ",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", MARKS)
def test_a_mark_of_secrecy_is_seen(text: str, form: str) -> None:
    assert db.secrecy.marked(unicodedata.normalize(form, text))  # type: ignore[arg-type]  # a literal of the stub


@pytest.mark.parametrize("text", NO_MARKS)
def test_the_words_in_running_text_are_no_mark(text: str) -> None:
    assert not db.secrecy.marked(text)
    assert not db.secrecy.marked(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("label", "value", "is_mark"),
    [
        ("Độ mật", "Mật", True),
        ("ĐỘ MẬT:", "tối mật", True),
        ("Mức độ mật", "TUYỆT MẬT", True),
        ("Độ mật", "Thường", False),
        ("Độ mật", "", False),
        ("Họ tên", "Mật", False),
        ("Mật độ", "mật", False),
    ],
)
def test_a_cell_beside_its_label_is_judged_with_it(label: str, value: str, is_mark: bool) -> None:
    assert db.secrecy.marked_after(label, value) is is_mark


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("TỐI MẬT về kế hoạch hè", True),
        ("MẬT: Phương án bảo vệ", True),
        ("  TUYỆT MẬT - Kế hoạch", True),
        ("T Ố I  M Ậ T Kế hoạch", True),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", False),
        ("Mật ong rừng", False),
        ("MẬTT mã", False),
        ("Kế hoạch MẬT MÃ", False),
        ("MẬT", False),
        ("", False),
    ],
)
def test_words_of_a_mark_before_others_are_no_mark_but_doubtful(
    text: str, is_doubtful: bool
) -> None:
    assert db.secrecy.doubtful(text) is is_doubtful
    assert not is_doubtful or not db.secrecy.marked(text)


def test_the_refusal_says_what_to_do_and_never_repeats_the_text() -> None:
    with pytest.raises(db.errors.SecrecyMark) as caught:
        db.secrecy.refuse(["một dòng", "Danh sách chốt gác (TỐI MẬT)"])
    assert "báo cáo ngay Bí thư và Văn phòng Đảng ủy" in str(caught.value)
    assert "chốt gác" not in str(caught.value)


@pytest.mark.parametrize("filler", ["\n", " ", "-", "M ", "ĐỘ ", "(", " \n", "TỐI "])
def test_a_long_text_is_judged_in_a_straight_line(filler: str) -> None:
    started = time.perf_counter()
    assert not db.secrecy.marked(filler * 20_000 + "ậ")
    assert time.perf_counter() - started < 2


def test_a_refusal_blames_the_field_it_names_or_all_that_bear_a_mark() -> None:
    typed = {"title": "Kế hoạch", "body": "MẬT", "place": "(TỐI MẬT)"}
    mark = db.errors.SecrecyMark(db.secrecy.SENTENCE)
    assert db.secrecy.to_blame(mark, typed) == ["body", "place"]
    assert db.secrecy.to_blame(db.errors.RecordError("Thiếu tên.", "title"), typed) == ["title"]
    assert db.secrecy.to_blame(db.errors.RecordError("Thiếu số.", "number"), typed) == []
    assert db.secrecy.to_blame(db.errors.RecordError("Không ghi được."), typed) == []
