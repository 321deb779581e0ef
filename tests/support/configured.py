"""Settings of the app under test."""

from fandom.config import Settings


def settings(database_url: str, redis_url: str, **more: object) -> Settings:
    wanted: dict[str, object] = {"limits": False, "secret": "test-secret", "origin": "http://localhost"}
    return Settings(database_url=database_url, redis_url=redis_url, **(wanted | more))  # type: ignore[arg-type]
