"""Examines bytes in the confined process, as a check does."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from media_svc.renditions import Job, Refused, examine
from PIL import Image

GB = 1024**3
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
PDF = "application/pdf"


class Bench:
    """Examines bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def examine(self, content: bytes, type_: str = "image/jpeg", **limits: Any) -> dict[str, Any]:
        source = self.folder / "source"
        source.write_bytes(content)
        kind = limits.pop("kind", "photo" if type_.startswith("image/") else "file")
        within = limits.pop("within", 30)
        asked = {"pixel_limit": 50_000_000, "memory": GB, "seconds": 20, **limits}
        return await examine(Job(str(source), str(self.folder), kind, type_, **asked), within=within)

    async def refusal(self, content: bytes, type_: str = "image/jpeg", **limits: Any) -> str:
        with pytest.raises(Refused) as refused:
            await self.examine(content, type_, **limits)
        return str(refused.value)


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def picture(width: int = 1800, height: int = 1200, format_: str = "JPEG", **options: Any) -> bytes:
    """A photo-like picture: two gradients, so that it neither compresses to nothing nor looks alike everywhere."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    file = BytesIO()
    Image.merge("RGB", (across, down, Image.new("L", (width, height), 90))).save(file, format_, **options)
    return file.getvalue()
