"""A house with a screening worker, and browsers that look at it; without Chromium these tests are not collected."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.stage import Profile, Stage, running_stage
from tests.support.browsers import CHROMIUM, wanted
from tests.support.servers import Servers

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
expect.set_options(timeout=60_000)
# A page that fades into the next one takes no clicks while it does; what a service worker keeps is a story of its own.
USUAL = {"reduced_motion": "reduce", "service_workers": "block"}
collect_ignore_glob = [] if wanted() else ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "FANDOM_REQUIRE_BROWSER=1, and there is no Chromium on this machine"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def standing_stage(servers: Servers, worker_number: int) -> Iterator[Stage]:
    with running_stage(servers.fresh(f"e2e_{worker_number}"), f"{servers.redis}?db={12 + worker_number % 4}") as found:
        yield found


@pytest.fixture
def stage(standing_stage: Stage) -> Stage:
    """Empty, and the same processes for every test of a run."""
    standing_stage.empty()
    return standing_stage


@pytest.fixture
def profile(browser: Browser, stage: Stage) -> Iterator[Callable[..., Profile]]:
    """`profile(as_=fan)` is a browser of their own, `profile()` a visitor's; options are those of a context."""
    opened: list[Profile] = []

    def open_profile(as_: str | None = None, **options: object) -> Profile:
        context = browser.new_context(base_url=stage.url, **(USUAL | options))  # type: ignore[arg-type]
        if as_:
            context.add_cookies([stage.cookie(as_)])
        opened.append(Profile(context))
        return opened[-1]

    yield open_profile
    for each in opened:
        each.context.close()
    assert [line for each in opened for line in each.complaints] == []
