"""What a service refuses to start with."""

import pytest
from chassis.settings import ServiceSettings
from pydantic import ValidationError


def test_production_does_not_start_with_the_key_of_local_runs() -> None:
    with pytest.raises(ValidationError, match="SHABAKA_CURSOR_KEY"):
        ServiceSettings(service="lamps", environment="production")


def test_production_starts_with_a_key_of_its_own_and_never_shows_it() -> None:
    settings = ServiceSettings(service="lamps", environment="production", cursor_key="k" * 32)
    assert settings.environment == "production"
    assert "kkk" not in repr(settings)
