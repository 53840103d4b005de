from __future__ import annotations

import os
from pathlib import Path

import pytest

import db.book.places
import db.errors


@pytest.mark.parametrize("path", ["//may-chu/chung/So", "\\\\may-chu\\chung\\So"])
def test_a_network_path_is_refused_with_another_place_offered(path: str) -> None:
    with pytest.raises(db.errors.BookError, match=r"trên mạng.*SoChiBo"):
        db.book.places.refuse(Path(path))


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Truong Tieu hoc", "OneDrive-Cá nhân", "Google Drive", "My Drive",
     "Drive của tôi", "GoogleDrive-ai.do@vi.du", "Dropbox", "dropbox (Cá nhân)", "MEGA",
     "MEGAsync", "iCloudDrive", "Nextcloud"],
)  # fmt: skip
def test_a_folder_known_to_sync_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "Chi bộ" / "So"
    assert db.book.places.syncing(folder) == name
    with pytest.raises(db.errors.BookError, match="tự đồng bộ"):
        db.book.places.refuse(folder)


@pytest.mark.parametrize(
    "name", ["Megan", "Dropboxes", "OneDriver", "Driver", "Văn phòng", "Hộp", "omega"]
)
def test_a_folder_that_only_sounds_alike_will_do(tmp_path: Path, name: str) -> None:
    assert db.book.places.syncing(tmp_path / name / "So") == ""


def test_a_mark_of_a_sync_service_on_the_way_is_seen(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").write_text("{}")
    assert db.book.places.syncing(tmp_path / "a" / "b") == tmp_path.name


def test_the_folder_dropbox_keeps_in_every_home_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert db.book.places.syncing(tmp_path / "a") == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows lets few people make links")
def test_a_link_into_a_sync_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "So").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    assert db.book.places.syncing(tmp_path / "So") == "Dropbox"


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
may:/nha /home nfs4 rw 0 0
/dev/sdb1 /media/USB\040CUA\040TOI vfat rw 0 0
systemd-1 /mnt/kho autofs rw 0 0
//may/kho /mnt/kho cifs rw 0 0
may:/la /mnt/d\134a\011b nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/var/lib", "ext4"),
        ("/home/lan/So", "nfs4"),
        ("/homes/lan", "ext4"),
        ("/media/USB CUA TOI/So", "vfat"),
        ("/mnt/kho/So", "cifs"),
        ("/mnt/d\\a\tb/So", "nfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_and_topmost_mount(
    tmp_path: Path, path: str, system: str
) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    assert db.book.places._file_system(Path(path), table) == system


def test_a_system_without_a_table_of_mounts_has_none(tmp_path: Path) -> None:
    assert db.book.places._file_system(Path("/"), tmp_path / "none") == ""


def test_a_mounted_file_server_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.book.places, "_file_system", lambda _path: "fuse.sshfs")
    with pytest.raises(db.errors.BookError, match="trên mạng"):
        db.book.places.refuse(tmp_path)


def test_a_plain_folder_will_do(tmp_path: Path) -> None:
    db.book.places.refuse(tmp_path)
    assert not db.book.places.is_network(tmp_path)
