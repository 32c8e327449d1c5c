"""What the pages say: looked up in the catalogues, not written twice."""

import json
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parents[2] / "web" / "src" / "locales"


@cache
def words_of(lang: str) -> dict[str, str]:
    """All catalogues of a language, by key."""
    return {key: text for path in (LOCALES / lang).glob("*.json") for key, text in json.loads(path.read_text(encoding="utf-8")).items()}
