"""The last resort: a bug is written down without personal data and said once."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path


def folder() -> Path:
    """Where the log of faults lies."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "SoChiBo"
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if state else Path.home() / ".local" / "state") / "sochibo"


def record(error: BaseException) -> str:
    """Log where ``error`` came from, never what it says: that may name people."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    now, name = datetime.now(UTC), type(error).__name__
    line = f"{now:%Y-%m-%dT%H:%M:%SZ} {name} {' < '.join(places[::-1])}\n"
    path = folder() / "loi.log"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(line)
    return f"Chương trình gặp lỗi, sổ giữ nguyên như trước; hãy gửi tệp “{path}” cho người hỗ trợ."
