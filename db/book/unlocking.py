"""A key derived beside other work: the password is known before the window is ready to be drawn."""

from __future__ import annotations

import threading

import db.book.keyfile
import db.book.keys


class Unlocking:
    """What ``db.book.keys.unlocked`` gives, worked out in a thread of its own from now on.

    The derivation costs more than a tenth of a second and lets go of Python's lock meanwhile;
    whoever opens a book on the way into the window reads Qt in that time.
    """

    def __init__(self, keys: db.book.keyfile.KeyFile, secret: db.book.keys.Secret) -> None:
        self._keys, self._secret = keys, secret
        self._opened: tuple[db.book.keyfile.Slot, list[bytes]] | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._derive, name="unlocking", daemon=True)
        self._thread.start()

    def of(self, keys: db.book.keyfile.KeyFile) -> tuple[db.book.keyfile.Slot, list[bytes]]:
        """The slot that opened and the data keys it holds; waits for them.

        ``keys`` are the key file as it stands now: should it have changed since, it is opened anew.

        Raises:
            db.errors.BookError: no such person, or the name or password is missing or wrong.
        """
        self._thread.join()
        if keys != self._keys:
            return db.book.keys.unlocked(keys, self._secret)
        if self._error is not None:
            raise self._error
        if self._opened is None:
            raise RuntimeError("the thread that derives the key did not end")
        return self._opened

    def _derive(self) -> None:
        try:
            self._opened = db.book.keys.unlocked(self._keys, self._secret)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
