from __future__ import annotations

import random
import unicodedata

import hypothesis
import hypothesis.strategies as st
import pytest

import db.text

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
VIETNAMESE = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " 0123456789/-.,"), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nghị quyết Đảng", "nghi quyet dang"),
        ("ĐƯỜNG ĐI", "duong di"),
        ("09-CT/TU", "09-ct/tu"),
        ("", ""),
    ],
)
def test_folding_takes_marks_and_case_away_and_makes_it_ascii(text: str, folded: str) -> None:
    assert db.text.fold(text) == folded
    assert db.text.fold(unicodedata.normalize("NFD", text)) == folded


@hypothesis.given(VIETNAMESE)
def test_folding_leaves_ascii_and_is_the_same_twice(text: str) -> None:
    folded = db.text.fold(text)
    assert folded.isascii()
    assert db.text.fold(folded) == folded
    assert db.text.fold(unicodedata.normalize("NFD", text).upper()) == folded


@hypothesis.given(st.text(max_size=20))
def test_any_text_can_be_folded_sorted_and_divided(text: str) -> None:
    assert isinstance(db.text.fold(text) + db.text.sort_key(text), str)
    assert all(word.strip() for word in db.text.words(text))


def test_accented_text_keeps_its_marks_but_not_its_case() -> None:
    assert db.text.accented(unicodedata.normalize("NFD", "Nghị QUYẾT")) == "nghị quyết"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09-CT/TU", ["09", "CT", "TU"]),
        ('hạn "gấp" OR (NEAR*', ["hạn", "gấp", "OR", "NEAR"]),
        ("  ", []),
        (unicodedata.normalize("NFD", "Đảng ủy"), [unicodedata.normalize("NFD", "Đảng"), "ủy"]),
    ],
)
def test_words_are_letters_and_digits(text: str, words: list[str]) -> None:
    assert [db.text.nfc(word) for word in db.text.words(text)] == [
        db.text.nfc(word) for word in words
    ]


def test_texts_stand_in_vietnamese_order() -> None:
    right = ["an", "ăn", "ân", "ba", "ca", "da", "đa", "em", "êm", "ma", "mà", "mả", "mã", "má"]
    right += ["mạ", "on", "ôn", "ơn", "un", "ưn", "va"]
    mixed = random.Random(7).sample(right, len(right))
    assert sorted(mixed, key=db.text.sort_key) == right


def test_people_stand_by_their_given_name() -> None:
    right = ["Lê Thị An", "Vũ Văn Anh", "Bùi Ánh", "Đỗ Ân", "Hà Dung", "Lò Dũng", "An Đức"]
    mixed = random.Random(3).sample(right, len(right))
    assert sorted(mixed, key=db.text.person_key) == right


def test_a_name_of_blanks_has_a_key_too() -> None:
    assert db.text.person_key("  ") < db.text.person_key("A")


@hypothesis.given(st.text(), st.integers(2, 90))
def test_a_shortened_text_is_one_line_that_is_no_longer_than_was_asked(
    text: str, most: int
) -> None:
    short, whole = db.text.shortened(text, most), " ".join(text.split())
    assert len(short) <= most
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


def test_what_is_shortened_ends_at_a_word() -> None:
    assert db.text.shortened("Rà soát,  danh sách\nđảng viên", 12) == "Rà soát…"
    assert db.text.shortened("Rà soát", 7) == "Rà soát"
