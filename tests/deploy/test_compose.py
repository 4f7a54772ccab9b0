"""compose.yaml names only what there is: commands, settings, files, variables."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import ConnectionError

from backend_queues.registry import registry
from frontend.processes.redis_guard import CONFIGURATION
from frontend.processes.redis_server import find_server
from tests.deploy.files import (
    DEPLOY,
    ROOT,
    VARIABLE,
    check_command,
    filled,
    known_settings,
    read_yaml,
    settings_in,
    values,
)
from tests.support.processes import wait_until
from tests.support.server import free_port

FILE = DEPLOY / "compose.yaml"
EXAMPLE = DEPLOY / ".env.example"
[COMPOSE] = read_yaml(FILE)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
WORKERS = {name: it for name, it in SERVICES.items() if "worker" in it.get("command", ())}


def words(service: str) -> list[str]:
    given = values(EXAMPLE)
    return [filled(str(word), given) for word in SERVICES[service]["command"]]


@pytest.mark.parametrize("service", ["frontend", *WORKERS])
def test_a_service_s_command_is_real(service: str) -> None:
    check_command(words(service))


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_s_image_is_of_the_backend_it_serves(name: str) -> None:
    backend = words(name)[2]
    assert backend in registry().specs
    assert WORKERS[name]["build"]["args"]["BACKEND"] == backend
    assert WORKERS[name]["image"].endswith(f":{backend}")


def test_every_variable_is_in_the_example_and_every_setting_is_real() -> None:
    text = FILE.read_text()
    assert {match[1] for match in VARIABLE.finditer(text)} == values(EXAMPLE).keys()
    assert settings_in(text) <= known_settings()


def test_what_is_mounted_and_built_exists() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            is_file = source.startswith(".")
            assert (DEPLOY / source).exists() if is_file else source in COMPOSE["volumes"], volume
        if build := service.get("build"):
            assert (DEPLOY / build["context"]).resolve() == ROOT
            assert (ROOT / build["dockerfile"]).exists()


def test_images_are_pinned() -> None:
    foreign = [it["image"] for it in SERVICES.values() if "build" not in it]
    assert all(re.search(r":v?\d+\.\d+", image) for image in foreign), foreign


def test_redis_takes_its_limits_and_has_those_of_up(tmp_path: Path) -> None:
    """The real server is started with the arguments, and asked what it made of them."""
    command = words("redis")[1:]
    port = str(free_port())
    server = [str(find_server()), *command, "--port", port, "--dir", str(tmp_path)]
    process = subprocess.Popen(server, stdout=subprocess.DEVNULL)
    try:
        with Redis(port=int(port), password=values(EXAMPLE)["REDIS_PASSWORD"]) as client:

            def answers() -> bool:
                try:
                    return bool(client.ping())
                except ConnectionError:
                    return False

            wait_until(answers)
            settings = client.config_get("maxmemory*", "client-output-buffer-limit")
    finally:
        process.terminate()
        process.wait(10)
    assert settings["maxmemory"] == str(1 << 30)
    assert f"maxmemory-policy {settings['maxmemory-policy']}\n" in CONFIGURATION
    wanted = "client-output-buffer-limit pubsub 256mb 64mb 60\n"
    assert wanted in CONFIGURATION
    limit = f"pubsub {256 << 20} {64 << 20} 60"
    assert limit in settings["client-output-buffer-limit"]


@pytest.mark.tools
def test_docker_compose_takes_the_file(tmp_path: Path) -> None:
    """Debian's docker-compose checks against the schema; it is too old to know `name`."""
    if not (compose := shutil.which("docker-compose")):
        pytest.skip("docker-compose is not installed")
    file = tmp_path / "compose.yaml"
    file.write_text(re.sub(r"^name: .*\n", "", FILE.read_text(), flags=re.MULTILINE))
    profiles = {name for it in SERVICES.values() for name in it.get("profiles", ())}
    options = [word for name in sorted(profiles) for word in ("--profile", name)]
    command = [compose, "--project-directory", DEPLOY, "--env-file", EXAMPLE, "-f", file, *options]
    done = subprocess.run([*command, "config", "-q"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
