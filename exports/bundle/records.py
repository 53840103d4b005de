"""JSON from strangers, read strictly: one object, no doubled key, every value of its own type."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from typing import Any

import exports.signing.findings


def load(data: bytes) -> dict[str, Any]:
    """The one object in ``data``; ``ValueError`` with a Vietnamese reason if there is none."""
    try:
        body = json.loads(
            data.decode("utf-8"), object_pairs_hook=_single, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise ValueError(exports.signing.findings.broken("Tệp JSON hỏng")) from error
    if not isinstance(body, dict):
        raise ValueError("Tệp JSON không đúng mẫu.")  # noqa: TRY004 - the file is what is wrong
    return body


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a doubled key")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"no JSON: {text}")


def require_version(body: dict[str, Any], schema: str, version: int) -> None:
    """Refuse another schema, and a later version with the advice to update the program."""
    if body.get("schema") != schema or type(body.get("version")) is not int:
        raise ValueError(f"Không phải tệp “{schema}”.")
    if body["version"] > version:
        raise ValueError("Tệp do bản chương trình mới hơn lập; hãy cập nhật chương trình.")
    if body["version"] != version:
        raise ValueError(f"Không có phiên bản {body['version']} của mẫu này.")


def named(data: bytes, schema: str, version: int, keys: Mapping[str, str]) -> dict[str, Any]:
    """The object in ``data`` of that schema and version, its keys led back to our names.

    ``keys`` leads from our name to the key in the file. ``ValueError`` as load and require_version.
    """
    body = load(data)
    require_version(body, schema, version)
    back = {key: name for name, key in keys.items()}
    return {back.get(key, key): value for key, value in body.items() if key not in keys}


def build(kind: Any, value: object) -> Any:
    """``value`` as the type ``kind``: a dataclass, a tuple of one type, a plain value or None.

    ``ValueError`` with a Vietnamese reason for a missing, unknown or wrongly typed value.
    """
    origin, options = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _build_parts(kind, value)
    if origin is tuple and isinstance(value, list):
        return tuple(build(options[0], part) for part in value)
    if origin is types.UnionType and any(type(value) is option for option in options):
        return value
    if origin in (dict, list) and isinstance(value, origin):
        return value
    if isinstance(kind, type) and type(value) is kind:
        return value
    raise ValueError(f"Giá trị sai kiểu: {str(value)[:60]!r}.")


def _build_parts(kind: type, value: object) -> Any:
    hints = typing.get_type_hints(kind)
    if not isinstance(value, dict):
        raise ValueError("Tệp JSON không đúng mẫu.")  # noqa: TRY004 - the file is what is wrong
    odd = sorted(hints.keys() ^ value.keys())
    if odd:
        raise ValueError(f"Thiếu hoặc thừa mục: {', '.join(map(str, odd))[:80]}.")
    return kind(**{name: build(hint, value[name]) for name, hint in hints.items()})
