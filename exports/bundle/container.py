"""The ZIP of a bundle: written one way only, and read by comparing with that way.

ASiC-E (ETSI EN 319 162-1) is an ordinary ZIP with ``mimetype`` first. Every entry is stored as it
is: papers and workbook are compressed already, and a stored entry has one form only, while two
compressed streams may unpack to the same bytes and other versions of zlib write others. So no byte
of the archive is free: what differs from what :func:`pack` writes is a fault, and is named.

The reader goes on after a fault as far as it can, so that the judge can say which file was
changed in a bundle that somebody merely packed again with another program.
"""

from __future__ import annotations

import dataclasses
import struct
import zlib
from collections.abc import Sequence

import db.errors
import exports.signing.findings

MIMETYPE = "mimetype"
ASIC_E = b"application/vnd.etsi.asic-e+zip"
LARGEST = 400 << 20  # bytes, packed and unpacked: an office PC must bear it
_MOST = 2000  # entries

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1
_UNIX = 3 << 8
_TYPE = 0o170000 << 16
_DAY = 0x21  # 1980-01-01: when it was made stands in the signatures
_COMMENT_LIMIT = 1 << 16
_HIGHEST = 0xFFFFFFFE  # above it ZIP needs the 64-bit forms, which we neither write nor read

_TORN = exports.signing.findings.broken("Tệp ZIP bị cụt hoặc hỏng")


@dataclasses.dataclass(frozen=True)
class Form:
    """The one way an archive is written: ZIP version, method, attributes of every entry."""

    version: int
    method: int
    attributes: int


BUNDLE = Form(10, _STORED, 0o100644 << 16)
WORKBOOK = Form(20, _DEFLATED, 0o600 << 16)  # as exports.workbook packs


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something that is not as the program writes it; ``path`` is empty for the whole file."""

    path: str
    why: str


@dataclasses.dataclass(frozen=True)
class Archive:
    """What was read: entries in order (doubled ones too) and all that is wrong with the ZIP."""

    entries: tuple[tuple[str, bytes], ...]
    faults: tuple[Fault, ...]

    @property
    def names(self) -> list[str]:
        """The names in order, doubled ones too."""
        return [name for name, _ in self.entries]

    @property
    def contents(self) -> dict[str, bytes]:
        """The contents by name; of doubled names the first."""
        return dict(reversed(self.entries))


def pack(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """The container of ``entries`` (ASCII name, content) in that order; equal for equal ones.

    Raises:
        db.errors.RecordError: they are larger than a container may be.
    """
    if sum(len(data) for _, data in entries) > LARGEST or len(entries) > _MOST:
        raise db.errors.RecordError(
            f"Hồ sơ vượt quá {LARGEST >> 20} MB; hãy đặt chế độ không kèm biên bản rồi xuất lại."
        )
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, data in entries:
        head = _local(name.encode("ascii"), BUNDLE, data, len(data))
        directory.append(_central(name.encode("ascii"), BUNDLE, data, len(data), offset))
        parts += [head, data]
        offset += len(head) + len(data)
    listed = b"".join(directory)
    return b"".join([*parts, listed, _end(len(entries), len(listed), offset)])


def _local(name: bytes, form: Form, data: bytes, packed: int) -> bytes:
    sizes = (zlib.crc32(data), packed, len(data), len(name), 0)
    return _LOCAL.pack(_LOCAL_MARK, form.version, 0, form.method, 0, _DAY, *sizes) + name


def _central(name: bytes, form: Form, data: bytes, packed: int, offset: int) -> bytes:
    made = (_UNIX | form.version, form.version, 0, form.method, 0, _DAY)
    sizes = (zlib.crc32(data), packed, len(data), len(name), 0, 0)
    return _CENTRAL.pack(_CENTRAL_MARK, *made, *sizes, 0, 0, form.attributes, offset) + name


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(_END_MARK, 0, 0, count, count, size, offset, 0)


@dataclasses.dataclass(frozen=True)
class _Record:
    """One record of the directory, as it stands there."""

    raw: bytes
    name: str
    flags: int
    method: int
    packed: int
    size: int
    extra: int
    comment: int
    attributes: int
    offset: int


class _Unreadable(Exception):  # noqa: N818 - reads as the state of affairs
    """An entry's content cannot be had; the words say why."""


def read(data: bytes, form: Form = BUNDLE) -> Archive:
    """Read an archive from any bytes; whatever is not of ``form`` is a fault, nothing is raised."""
    faults: list[Fault] = []
    try:
        records, start = _directory(data, faults)
        if sum(record.size for record in records) > LARGEST or len(records) > _MOST:
            return Archive((), (Fault("", "Hồ sơ bung ra quá lớn hoặc quá nhiều tệp."),))
    except (struct.error, ValueError):
        return Archive((), (*faults, Fault("", _TORN)))
    entries: list[tuple[str, bytes]] = []
    reached = 0
    for record in records:
        try:
            content, head = _content(data, record, start)
        except _Unreadable as error:
            faults.append(Fault(record.name, str(error)))
            continue
        entries.append((record.name, content))
        if record.offset != reached:
            faults.append(Fault(record.name, "Có khoảng trống hoặc chồng lấn trước tệp trong ZIP."))
        reached = record.offset + head + record.packed
        why = _difference(data, form, record, content, start)
        if why:
            faults.append(Fault(record.name, why))
    if not faults and reached + start != len(data) - _END.size - _length(records):
        faults.append(Fault("", "Có dữ liệu ngoài các tệp của hồ sơ."))
    return Archive(tuple(entries), tuple(faults))


def _length(records: Sequence[_Record]) -> int:
    return sum(len(record.raw) for record in records)


def _directory(data: bytes, faults: list[Fault]) -> tuple[list[_Record], int]:
    """The records of the directory, and where the archive begins (0 unless something precedes).

    ``ValueError`` or ``struct.error`` where there is none to be read.
    """
    end = data.rfind(_END_MARK, max(0, len(data) - _COMMENT_LIMIT - _END.size))
    if end < 0:
        raise ValueError(_TORN)
    count, size, offset = _END.unpack_from(data, end)[4:7]
    if end + _END.size != len(data):
        faults.append(Fault("", "Có chú thích hoặc dữ liệu thừa sau tệp ZIP."))
    elif data[end:] != _end(count, size, offset):
        faults.append(Fault("", "Phần cuối của tệp ZIP không như chương trình ghi."))
    start = end - size - offset
    if start < 0:
        raise ValueError(_TORN)
    if start:
        faults.append(Fault("", "Có dữ liệu thừa trước tệp ZIP hoặc trước mục lục."))
    records, place = [], end - size
    while place < end:
        record = _record(data, place)
        records.append(record)
        place += len(record.raw)
    if place != end or len(records) != count:
        faults.append(Fault("", "Mục lục ZIP không khớp số tệp đã ghi."))
    return records, start


def _record(data: bytes, place: int) -> _Record:
    """The record at ``place``."""
    values = _CENTRAL.unpack_from(data, place)
    mark, flags, method = values[0], values[3], values[4]
    packed, size, name, extra, comment = values[8:13]
    if mark != _CENTRAL_MARK or max(packed, size) > _HIGHEST:
        raise ValueError(_TORN)
    first = place + _CENTRAL.size
    raw = data[place : first + name + extra + comment]
    if len(raw) != _CENTRAL.size + name + extra + comment:
        raise ValueError(_TORN)
    text = data[first : first + name].decode("utf-8", "backslashreplace")
    return _Record(raw, text, flags, method, packed, size, extra, comment, values[15], values[16])


def _content(data: bytes, record: _Record, start: int) -> tuple[bytes, int]:
    """The bytes of an entry and the length of what stands before them."""
    try:
        values = _LOCAL.unpack_from(data, start + record.offset)
    except struct.error as error:
        raise _Unreadable("Không thấy nội dung tệp trong ZIP.") from error
    if values[0] != _LOCAL_MARK:
        raise _Unreadable("Không thấy nội dung tệp trong ZIP.")
    head = _LOCAL.size + values[9] + values[10]
    first = start + record.offset + head
    packed = data[first : first + record.packed]
    if record.flags & _ENCRYPTED:
        raise _Unreadable("Tệp trong ZIP bị đặt mật khẩu.")
    if record.method == _STORED and len(packed) == record.packed == record.size:
        return packed, head
    if record.method == _DEFLATED:
        return _inflated(packed, record.size), head
    raise _Unreadable("Nội dung tệp trong ZIP bị cụt hoặc nén kiểu lạ.")


def _inflated(packed: bytes, size: int) -> bytes:
    """A compressed entry, never more of it than it declares."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise _Unreadable("Nội dung tệp trong ZIP bị hỏng.") from error
    if len(content) != size or not stream.eof or stream.unused_data:
        raise _Unreadable("Nội dung tệp trong ZIP không đúng kích thước đã ghi.")
    return content


def _difference(data: bytes, form: Form, record: _Record, content: bytes, start: int) -> str | None:
    """How an entry's two heads differ from those of ``form``, or None."""
    name = record.name.encode("utf-8", "surrogatepass")
    local = _local(name, form, content, record.packed)
    place = start + record.offset
    same_local = data[place : place + len(local)] == local
    if same_local and record.raw == _central(name, form, content, record.packed, record.offset):
        return None
    if zlib.crc32(content) != int.from_bytes(record.raw[16:20], "little"):
        return "Nội dung không khớp mã kiểm trong ZIP: tệp đã bị sửa hoặc hỏng."
    if record.extra or record.comment:
        return "Có phần ghi thêm hoặc chú thích bên cạnh tệp trong ZIP."
    if record.attributes & _TYPE not in {0, form.attributes & _TYPE}:
        return "Không phải tệp thường (thư mục hoặc liên kết)."
    if record.method != form.method:
        return "Tệp đã được nén lại bằng chương trình khác."
    return "Phần đầu của tệp trong ZIP không như chương trình ghi (bị sửa hoặc nén lại)."
