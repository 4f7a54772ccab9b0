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
    make_secrets,
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


@pytest.mark.parametrize("service", ["frontend", "wyoming", "flower", *WORKERS])
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


def test_redis_takes_its_settings_and_has_those_of_up(tmp_path: Path) -> None:
    """The real server is started with the arguments, and asked what it made of them."""
    secrets = make_secrets(tmp_path / "secrets")
    command = [inside(word, secrets) for word in words("redis")[1:]]
    port = str(free_port())
    server = [str(find_server()), *command, "--port", port, "--dir", str(tmp_path)]
    process = subprocess.Popen(server, stdout=subprocess.DEVNULL)
    password = (secrets / "redis-admin").read_text()
    try:
        with Redis(port=int(port), username="admin", password=password) as client:

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


def inside(word: str, secrets: Path) -> str:
    """Return where a file that a container sees lies here."""
    mounted = {
        "/etc/valkey/redis.conf": DEPLOY / "redis/redis.conf",
        "/run/secrets/users.acl": secrets / "users.acl",
    }
    return str(mounted.get(word, word))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_and_take_as_little_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"cpus", "mem_limit", "pids_limit"} <= service.keys()
    for mount in service["tmpfs"]:
        options = mount.partition(":")[2].split(",")
        assert any(option.startswith("size=") for option in options)
        assert ("exec" in options) == (name in WORKERS)
        assert {"nosuid", "nodev"} <= set(options)


def test_the_proxy_does_not_reach_redis_and_redis_reaches_nobody() -> None:
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert networks["proxy"].isdisjoint(networks["redis"])
    assert networks["prometheus"].isdisjoint(networks["redis"])
    assert networks["redis"] == {"back"}
    assert filled(COMPOSE["networks"]["back"]["internal"], values(EXAMPLE)) == "true"
    assert filled(COMPOSE["networks"]["back"]["internal"], {}) == "true"
    assert all(networks[name] == {"back"} for name in WORKERS)
    assert networks["proxy"] & networks["frontend"] == {"front"}


def test_workers_can_be_let_out_to_what_the_example_names() -> None:
    """Else a broker or Redis servers elsewhere would be reached by frontends alone."""
    elsewhere = [
        name
        for name in ("BROKER_URL", "RESULT_REDIS_URLS")
        for it in WORKERS.values()
        if VARIABLE.search(it["environment"][name])
    ]
    assert elsewhere
    internal = COMPOSE["networks"]["back"]["internal"]
    assert filled(internal, {"BACK_INTERNAL": "false"}) == "false"


def test_only_this_machine_is_let_in_unless_it_is_told_otherwise() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    given = values(EXAMPLE)
    for port in ports:
        assert filled(port, {}).startswith("127.0.0.1:"), port
        assert filled(port, given).startswith("127.0.0.1:"), port
    assert SERVICES["frontend"]["environment"]["VOICE_SERVER_KEYS"] == "redis"


SECRET = re.compile(r"PASSWORD|SECRET|AUTH|TOKEN")


def test_passwords_are_in_files_that_are_made_and_nowhere_else(tmp_path: Path) -> None:
    secrets = make_secrets(tmp_path / "secrets")
    for name, service in SERVICES.items():
        command = " ".join(words(name)) if "command" in service else ""
        assert "requirepass" not in command
        for variable in service.get("environment", {}):
            assert variable.endswith("_FILE") or not SECRET.search(variable), variable
        for secret in service.get("secrets", ()):
            assert (secrets / Path(COMPOSE["secrets"][secret]["file"]).name).exists()
        for file in service.get("env_file", ()):
            assert (secrets / Path(file).name).read_text()
    assert not any(map(SECRET.search, values(EXAMPLE)))
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "deploy/secrets/" in ignored and "deploy/.env" in ignored


def test_each_process_has_its_own_user_of_redis() -> None:
    users = {
        name: service["environment"]["REDIS_URL"].partition("@")[0].rpartition("/")[2]
        for name, service in SERVICES.items()
        if "REDIS_URL" in service.get("environment", {})
    }
    workers = dict.fromkeys(WORKERS, "worker")
    others = {"frontend": "frontend", "wyoming": "frontend", "flower": "flower", "keys": "operator"}
    assert users == {**workers, **others}
    for name, user in users.items():
        assert f"redis-{user}" in SERVICES[name]["secrets"]
        path = SERVICES[name]["environment"]["REDIS_PASSWORD_FILE"]
        assert path == f"/run/secrets/redis-{user}"


@pytest.mark.tools
def test_docker_compose_takes_the_file(tmp_path: Path) -> None:
    """Debian's docker-compose checks against the schema; it is too old to know `name`."""
    if not (compose := shutil.which("docker-compose")):
        pytest.skip("docker-compose is not installed")
    deploy = tmp_path / "deploy"
    shutil.copytree(DEPLOY, deploy)
    make_secrets(deploy / "secrets")
    file = deploy / "compose.yaml"
    file.write_text(re.sub(r"^name: .*\n", "", FILE.read_text(), flags=re.MULTILINE))
    profiles = {name for it in SERVICES.values() for name in it.get("profiles", ())}
    options = [word for name in sorted(profiles) for word in ("--profile", name)]
    command = [compose, "--project-directory", deploy, "--env-file", EXAMPLE, "-f", file, *options]
    done = subprocess.run([*command, "config", "-q"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
