"""The user's pip settings reach uv, unless uv has its own."""

import os
from pathlib import Path

import pytest

from backend_queues.provisioning.pip_settings import pip_options, uv_environment

CONFIG = """
[global]
index-url = https://mirror.example/simple
extra-index-url =
    https://one.example/simple
    https://two.example/simple
find-links = /wheels /more-wheels
constraint = /constraints.txt
cert = /company.pem

[install]
trusted-host = mirror.example
"""


@pytest.fixture
def config(tmp_path: Path) -> dict[str, str]:
    """An environment in which only this file configures pip."""
    file = tmp_path / "pip.conf"
    file.write_text(CONFIG)
    return {"PIP_CONFIG_FILE": str(file), "HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path)}


def test_each_setting_gets_the_name_and_the_separator_that_uv_knows(config: dict[str, str]) -> None:
    translated = uv_environment(config)
    assert translated["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert translated["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert translated["UV_FIND_LINKS"] == "/wheels,/more-wheels"
    assert translated["UV_CONSTRAINT"] == "/constraints.txt"
    assert translated["SSL_CERT_FILE"] == "/company.pem"
    assert translated["UV_INSECURE_HOST"] == "mirror.example"


def test_all_of_pips_indexes_are_equal(config: dict[str, str]) -> None:
    assert uv_environment(config)["UV_INDEX_STRATEGY"] == "unsafe-best-match"


def test_a_variable_wins_over_a_file(config: dict[str, str]) -> None:
    options = pip_options({**config, "PIP_INDEX_URL": "https://other.example/simple"})
    assert options["index-url"] == "https://other.example/simple"


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_uv_has_of_its_own_stays(config: dict[str, str], name: str) -> None:
    translated = uv_environment({**config, name: "https://uv.example/simple"})
    assert translated[name] == "https://uv.example/simple"
    assert "https://mirror.example/simple" not in translated.values()


def test_the_null_device_switches_all_files_off(config: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".config" / "pip").mkdir(parents=True)
    (tmp_path / ".config" / "pip" / "pip.conf").write_text(CONFIG)
    found = {**config, "PIP_CONFIG_FILE": ""}
    assert pip_options(found)["cert"] == "/company.pem"
    assert pip_options({**found, "PIP_CONFIG_FILE": os.devnull}) == {"config-file": os.devnull}


def test_an_empty_setting_of_uv_is_none() -> None:
    environ = {"PIP_FIND_LINKS": "/wheels", "UV_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    assert uv_environment(environ)["UV_FIND_LINKS"] == "/wheels"
