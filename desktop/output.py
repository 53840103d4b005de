"""What the command line prints: one JSON object, or lines a person reads."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import db.errors


@dataclass(frozen=True)
class Answer:
    """The outcome of a verb: its exit code, its JSON object and the same in lines."""

    body: dict[str, Any]
    lines: Sequence[str] = field(default_factory=list)
    code: int = 0


def use_utf8() -> None:
    """Print Vietnamese whatever the console or the system's language says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def show(answer: Answer, *, as_json: bool) -> int:
    """Print ``answer`` and return its exit code.

    Raises:
        BrokenPipeError: whoever read it went away.
        db.errors.RecordError: what takes the output is full or gone.
    """
    lines = [json.dumps(answer.body, ensure_ascii=False)] if as_json else answer.lines
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        raise db.errors.RecordError(
            "Việc đã làm xong nhưng không in được kết quả; hãy kiểm tra ổ đĩa hoặc nơi nhận."
        ) from error
    return answer.code


def hush() -> None:
    """Let what is still to be printed go nowhere, so that the end of the program is quiet."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(sentence: str) -> None:
    """Say one sentence on standard error."""
    print(" ".join(sentence.split()), file=sys.stderr)
