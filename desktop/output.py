"""What the command line prints: one JSON object, or lines a person reads."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


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
    """Print ``answer`` and return its exit code."""
    if as_json:
        print(json.dumps(answer.body, ensure_ascii=False))
    else:
        for line in answer.lines:
            print(line)
    sys.stdout.flush()
    return answer.code


def complain(sentence: str) -> None:
    """Say one sentence on standard error."""
    print(" ".join(sentence.split()), file=sys.stderr)
