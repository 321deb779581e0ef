"""What is remembered of shows between tests."""

from collections.abc import Iterator

import pytest

from fandom.shows import public


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Horizons of shows that were rolled back are not remembered."""
    yield
    public.forget_all()
