"""Downloads as they travel."""

from datetime import datetime
from typing import Self

from chassis.http import BiText, Body

from media_svc.sources.downloads.store import Row


class DownloadRow(Body):
    """One download, for those who answer for what was taken. Without a file it was taken whole."""

    id: str
    who: BiText | None
    entity: str | None
    version_id: str | None
    file_id: str | None
    sha256: str | None
    at: datetime

    @classmethod
    def of(cls, row: Row) -> Self:
        who = BiText(**row.name) if row.name else None
        taken = row.taken
        return cls(
            id=row.id, who=who, entity=row.entity, version_id=taken.version_id, file_id=taken.file_id, sha256=taken.sha256, at=row.at
        )  # fmt: skip
