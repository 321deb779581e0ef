"""What a program generated from the document finds in a running house: nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.catalogue import make_show
from tests.support.people import make_fan, token_of
from tests.support.sockets import House

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "ignored_auth",
)


CONFIG = Path(__file__).with_name("schemathesis.toml")


def fuzzed(house: House, folder: Path, phases: str, examples: int, **rights: bool) -> subprocess.CompletedProcess[str]:
    with house.reads():
        make_show("sintel")
        token = token_of(make_fan("ada", **rights))
    program = Path(sys.executable).with_name("schemathesis")
    command = [
        *(str(program), "--config-file", str(CONFIG), "run", f"{house.server.url}/api/openapi.json"),
        *("--checks", ",".join(CHECKS), "--header", f"Authorization: Bearer {token}"),
        *("--phases", phases, "--max-examples", str(examples), "--no-color"),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def failures(said: str) -> str:
    """Without the hints that follow them."""
    found = [at for at in (said.find("= ERRORS ="), said.find("= FAILURES =")) if at >= 0]
    return said[min(found, default=0) :][:6000]


@pytest.mark.live
def test_a_generated_client_finds_nothing(house: House, tmp_path: Path) -> None:
    done = fuzzed(house, tmp_path, "examples,fuzzing", examples=1, is_admin=True)
    assert done.returncode == 0, failures(done.stdout)


@pytest.mark.live
@pytest.mark.long
@pytest.mark.parametrize("rights", [{}, {"is_admin": True}], ids=["fan", "admin"])
def test_a_patient_one_neither(house: House, tmp_path: Path, rights: dict[str, bool]) -> None:
    done = fuzzed(house, tmp_path, "examples,coverage,fuzzing", examples=100, **rights)
    assert done.returncode == 0, failures(done.stdout)
