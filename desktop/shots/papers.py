"""Files that the pictures hand to the program: a workbook full of doubts, papers that are none."""

from __future__ import annotations

import os
from pathlib import Path

_NAMES = (
    "Bao-cao-quy-III-2026-Chi-bo-Truong-Pho-thong-dan-toc-noi-tru-Nguyen-Binh-Khiem.zip",
    "Biên bản sinh hoạt tháng 9 (bản cuối cùng, đã sửa theo ý kiến Đảng ủy).pdf",
    "Sổ theo dõi nhiệm vụ năm 2026.xlsx",
    *(f"Phu-luc-{number:02d}.pdf" for number in range(1, 8)),
)
_HEADS = (
    "TT",
    "Nội dung nhiệm vụ được giao",
    "Đồng chí phụ trách",
    "Thời hạn hoàn thành",
    "Sản phẩm",
    "Ngày hoàn thành",
    "Ý kiến của đồng chí Bí thư",
)
_LONG = (
    "Nghiêm túc quán triệt, triển khai thực hiện Nghị quyết của Đảng ủy về nâng cao chất lượng "
    "sinh hoạt chi bộ gắn với học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
)
_ROWS = (
    (1, "Rà soát quy chế làm việc", "Đặng Trần Nguyễn Lê Phương Nghiêm Thục Uyên", "30/9/2026"),
    (2, _LONG, "đ/c Nghiễm", "31/02/2026", "Kế hoạch, báo cáo", "sắp xong"),
    (3, "Kiểm tra mương tiêu úng, kè chắn sóng", "Uyên, Nghĩa và các đồng chí khác", "đầu quý"),
    (4, "", "", "5/7"),
    (5, "Rà soát quy chế làm việc", "Đặng Trần Nguyễn Lê Phương Nghiêm Thục Uyên", "30/9/2026"),
)


def folder() -> Path:
    """Where the files are put: beside the settings of the run."""
    made = Path(os.environ["XDG_DATA_HOME"]) / "tep-de-chup"
    made.mkdir(exist_ok=True)
    return made


def strange() -> list[Path]:
    """Ten files with the names of bundles and papers that are nothing of the kind."""
    made = [folder() / name for name in _NAMES]
    for path in made:
        path.write_bytes(b"day khong phai ho so bao cao")
    return made


def text() -> Path:
    """A file that the program takes nowhere."""
    made = folder() / "Ghi chép cuộc họp giao ban tháng chín.txt"
    made.write_text("ghi chép", "utf-8")
    return made


def workbook() -> Path:
    """A list of tasks with dates, people and rows that are in doubt."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Theo dõi nhiệm vụ"
    sheet.append(["SỔ THEO DÕI NHIỆM VỤ NĂM 2026"])
    for row in (_HEADS, *_ROWS):
        sheet.append(list(row))
    made = folder() / "Sổ theo dõi nhiệm vụ của Chi bộ năm 2026.xlsx"
    book.save(made)
    return made
