"""The QR payload reads back exactly, and refuses what would not."""

from __future__ import annotations

import unicodedata
from datetime import date

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.qr

DIGEST = "0123456789abcdef" * 2

numbers = st.from_regex(r"[0-9]{1,3}[a-z]?-(BC|BB|NQ|QĐ)/(CB|ĐU)", fullmatch=True)


@hypothesis.given(
    st.sampled_from(("BC", "BB", "CTr", "ĐA")),
    st.one_of(st.just(""), numbers),
    st.one_of(st.none(), st.dates()),
    st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
)
def test_a_payload_reads_back(kind: str, number: str, on: date | None, digest: str) -> None:
    payload = exports.qr.Payload(kind, number, on, digest)
    assert exports.qr.parse(exports.qr.build(payload)) == payload


def test_the_payload_has_the_form_of_the_contract() -> None:
    payload = exports.qr.Payload("BC", "05-BC/CB", date(2026, 10, 5), DIGEST)
    assert exports.qr.build(payload) == f"CHIBO1|BC|05-BC/CB|2026-10-05|{DIGEST}"
    blank = exports.qr.Payload("BB", "", None, DIGEST)
    assert exports.qr.build(blank) == f"CHIBO1|BB|||{DIGEST}"


@pytest.mark.parametrize("number", ["05|BC", "05 BC", "05-BC/CB\n", "x" * 41])
def test_a_number_that_would_not_read_back_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="payload"):
        exports.qr.build(exports.qr.Payload("BC", number, None, DIGEST))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.vn",
        f"CHIBO2|BC|05-BC/CB|2026-10-05|{DIGEST}",
        f"CHIBO1|BC|05-BC/CB|2026-10-05|{DIGEST}|x",
        f"CHIBO1||05-BC/CB|2026-10-05|{DIGEST}",
        f"CHIBO1|BC|05-BC/CB|20261005|{DIGEST}",
        f"CHIBO1|BC|05-BC/CB|2026-02-30|{DIGEST}",
        f"CHIBO1|BC|05-BC/CB|2026-10-05|{DIGEST.upper()}",
        f"CHIBO1|BC|05-BC/CB|2026-10-05|{DIGEST[:-1]}",
    ],
)
def test_what_is_no_payload_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"payload|day|month|isoformat"):
        exports.qr.parse(text)


def test_the_digest_does_not_depend_on_key_order_or_unicode_form() -> None:
    text = "Nghị quyết Đảng ủy"
    one = {"b": [1, {"y": text, "x": None}], "a": True}
    other = {"a": True, "b": (1, {"x": None, "y": unicodedata.normalize("NFD", text)})}
    assert exports.qr.digest32(one) == exports.qr.digest32(other)
    assert exports.qr.canonical(one) == (
        '{"a":true,"b":[1,{"x":null,"y":"Nghị quyết Đảng ủy"}]}'.encode()
    )


def test_the_digest_changes_with_any_value() -> None:
    digests = {exports.qr.digest32(entry) for entry in ({"a": 1}, {"a": "1"}, {"a": 2}, {"b": 1})}
    assert len(digests) == 4


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        exports.qr.canonical({"a": float("nan")})
    with pytest.raises(ValueError, match="equal in NFC"):
        exports.qr.canonical({"ủ": 1, unicodedata.normalize("NFD", "ủ"): 2})


def test_equal_texts_give_equal_squares_of_the_expected_size() -> None:
    payload = f"CHIBO1|BC|05-BC/CB|2026-10-05|{DIGEST}"
    squares = exports.qr.matrix(payload)
    assert squares == exports.qr.matrix(payload)
    assert len(squares) == len(squares[0]) == 33  # version 4: 62 bytes at error level M
    assert squares[0][:8] == (True,) * 7 + (False,)  # a finder pattern, no quiet zone
    assert exports.qr.matrix("https://sổ-tay.example.vn/nghị-quyết") != squares


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        exports.qr.matrix("x" * 2400)
