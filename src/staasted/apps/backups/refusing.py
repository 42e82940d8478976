"""Why a backup is not made, not believed or not restored: one reason, one sentence each."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from staasted.apps.org.secret_files import FileBusy


class BackupReason(StrEnum):
    """The reasons; ``cli.backup.refused.<reason>`` says each, with its remedy."""

    KEYS_TOGETHER = "keys_together"
    NOT_A_BACKUP = "not_a_backup"
    ALTERED = "altered"
    OTHER_KEYS = "other_keys"
    NO_KEYS = "no_keys"
    KEY_LACKS = "key_lacks"
    NEWER = "newer"
    OTHER_DATABASE = "other_database"
    NOT_EMPTY = "not_empty"
    IN_USE = "in_use"
    DIFFERS = "differs"
    NO_TOOL = "no_tool"
    TOOL_TOO_OLD = "tool_too_old"
    TOOL_FAILED = "tool_failed"
    NOT_ALLOWED = "not_allowed"
    BUSY = "busy"
    FAILED = "failed"
    KEYS_CHANGED = "keys_changed"
    DATABASE_AWAY = "database_away"
    UNFINISHED = "unfinished"


class BackupRefused(Exception):
    """A backup that is refused; ``values`` fill the sentence, and never hold a secret."""

    def __init__(self, reason: BackupReason, **values: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """What the disk or the database refuses, as a refusal. A database's message may quote a row."""
    import sqlite3

    import psycopg  # late: a command's --help waits for no driver

    try:
        yield
    except FileBusy:
        raise BackupRefused(BackupReason.BUSY) from None
    except OSError as error:
        raise BackupRefused(BackupReason.FAILED, error=error.strerror or "OSError") from None
    except psycopg.OperationalError as error:
        # The server's own refusals have a code; one that does not answer has none.
        reason = BackupReason.FAILED if error.sqlstate else BackupReason.DATABASE_AWAY
        raise BackupRefused(reason, error=type(error).__name__) from None
    except (sqlite3.Error, psycopg.Error) as error:
        raise BackupRefused(BackupReason.FAILED, error=type(error).__name__) from None
