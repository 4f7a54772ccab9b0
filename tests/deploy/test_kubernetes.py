"""The manifests, as kustomize puts them together."""

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend_queues.registry import registry
from frontend.settings import ENDING_S, Settings
from tasks.supervision.workers import GRACE_S
from tests.deploy.files import (
    DEPLOY,
    check_command,
    known_settings,
    make_secrets,
    read_yaml,
    settings_in,
)

pytestmark = pytest.mark.tools

FOLDER = DEPLOY / "kubernetes"
KUSTOMIZATIONS = sorted(FOLDER.rglob("kustomization.yaml"))
WORKERS = sorted(path.parent.name for path in FOLDER.glob("workers/*/kustomization.yaml"))
OVERLAYS = ("cpu", "gpu")


@cache
def built(overlay: str) -> list[dict[str, Any]]:
    """Return the objects of an overlay."""
    if not (kubectl := shutil.which("kubectl")):
        pytest.skip("kubectl is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        deploy = Path(temporary, "deploy")
        shutil.copytree(DEPLOY, deploy)
        secrets = make_secrets(deploy / "kubernetes/base/secrets")
        (secrets / "keys.json").write_text('{"keys": []}')
        command = [kubectl, "kustomize", str(deploy / "kubernetes" / overlay)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def named(overlay: str, kind: str) -> dict[str, dict[str, Any]]:
    return {it["metadata"]["name"]: it for it in built(overlay) if it["kind"] == kind}


def test_every_resource_exists() -> None:
    for path in KUSTOMIZATIONS:
        [kustomization] = read_yaml(path)
        for name in kustomization["resources"]:
            assert (path.parent / name).exists(), (path, name)


def test_there_is_a_backend_for_each_worker() -> None:
    assert set(WORKERS) <= registry().specs.keys()


def test_the_settings_are_real() -> None:
    for path in FOLDER.rglob("*.yaml"):
        assert settings_in(path.read_text()) <= known_settings(), path


@pytest.mark.parametrize(
    ("path", "end_s"),
    [("base/frontend.yaml", Settings().drain_s + ENDING_S), ("worker/worker.yaml", GRACE_S)],
)
def test_a_pod_has_time_to_end(path: str, end_s: float) -> None:
    [pod] = [
        it["spec"]["template"]["spec"]
        for it in read_yaml(FOLDER / path)
        if it["kind"] == "Deployment"
    ]
    [container] = pod["containers"]
    hook = container.get("lifecycle", {"preStop": {"exec": {"command": ["sleep", "0"]}}})
    _, before_s = hook["preStop"]["exec"]["command"]
    assert pod["terminationGracePeriodSeconds"] > float(before_s) + end_s


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_each_worker_is_its_backend_s_throughout(overlay: str) -> None:
    deployments = named(overlay, "Deployment")
    scaled = named(overlay, "ScaledObject")
    backends = {name.removeprefix("worker-") for name in deployments if name.startswith("worker-")}
    assert backends == (set(WORKERS) if overlay == "gpu" else {"kokoro", "piper"})
    for backend in backends:
        name = f"worker-{backend}"
        [container] = deployments[name]["spec"]["template"]["spec"]["containers"]
        assert container["env"] == [{"name": "VOICE_SERVER_BACKEND", "value": backend}]
        assert container["image"] == f"voice-server-worker:{backend}"
        [_, _, command] = container["command"]
        assert "--replicas 1" in command  # KEDA counts pods as workers, and limits are those of one
        check_command(command.replace('"$VOICE_SERVER_BACKEND"', backend).split()[1:])
        assert scaled[name]["spec"]["scaleTargetRef"]["name"] == name
        query = scaled[name]["spec"]["triggers"][0]["metadata"]["query"]
        assert query.count(f'{{backend="{backend}"}}') == 2
        labels = deployments[name]["spec"]["selector"]["matchLabels"]
        assert labels["voice-server/backend"] == backend


def test_only_workers_with_a_gpu_ask_for_one() -> None:
    def gpus(deployment: dict[str, Any]) -> int:
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        return int(container["resources"]["limits"].get("nvidia.com/gpu", 0))

    asked = {name: gpus(it) for name, it in named("gpu", "Deployment").items()}
    assert {name for name, count in asked.items() if count} == {
        "worker-chatterbox",
        "worker-kokoro-pytorch",
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_a_pod_names_is_there(overlay: str) -> None:
    objects = {(it["kind"], it["metadata"]["name"]) for it in built(overlay)}
    for deployment in named(overlay, "Deployment").values():
        pod = deployment["spec"]["template"]["spec"]
        volumes = {it["name"] for it in pod["volumes"]}
        for container in pod["containers"]:
            assert {it["name"] for it in container["volumeMounts"]} <= volumes
            for source in container.get("envFrom", ()):
                kind, reference = next(iter(source.items()))
                name = kind.removesuffix("Ref")
                assert (name[0].upper() + name[1:], reference["name"]) in objects


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_pods_may_do_as_little_as_a_restricted_namespace_asks(overlay: str) -> None:
    for deployment in named(overlay, "Deployment").values():
        pod = deployment["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"] is True
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            resources = container["resources"]
            assert resources["requests"].keys() == {"cpu", "memory", "ephemeral-storage"}
            assert resources["requests"].keys() <= resources["limits"].keys()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_pod_s_folders_are_bounded_and_its_secrets_are_its_own(overlay: str) -> None:
    for name, deployment in named(overlay, "Deployment").items():
        volumes = deployment["spec"]["template"]["spec"]["volumes"]
        assert all("sizeLimit" in it["emptyDir"] for it in volumes if "emptyDir" in it)
        secrets = {it["secret"]["secretName"].rsplit("-", 1)[0] for it in volumes if "secret" in it}
        kind = name.partition("-")[0]
        allowed = {"redis": {"redis-users"}, "worker": {"redis-worker"}}
        assert secrets == allowed.get(kind, {"redis-frontend", "api"})


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_nothing_is_reached_but_what_a_policy_lists(overlay: str) -> None:
    policies = {name: it["spec"] for name, it in named(overlay, "NetworkPolicy").items()}
    deny = {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert policies.pop("default-deny") == deny
    assert all(it.get("ingress") or it.get("egress") for it in policies.values())
    pods = [it["spec"]["template"] for it in named(overlay, "Deployment").values()]
    into_redis = policies["redis"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"]
    clients = [pod for pod in pods if into_redis.items() <= pod["metadata"]["labels"].items()]
    assert {pod["spec"]["containers"][0]["name"] for pod in clients} == {"frontend", "worker"}
    assert policies["redis-clients"]["podSelector"]["matchLabels"] == into_redis
    [to_redis] = policies["redis-clients"]["egress"]
    assert to_redis["to"] == [{"podSelector": policies["redis"]["podSelector"]}]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_redis_server_more_is_reached_and_does_not_get_what_is_sent_to_the_first(
    overlay: str,
) -> None:
    """What RESULT_REDIS_URLS names has a label for the policies, which the Service passes by."""
    reached = named(overlay, "NetworkPolicy")["redis"]["spec"]["podSelector"]["matchLabels"]
    template = named(overlay, "Deployment")["redis"]["spec"]["template"]
    assert reached.items() < template["metadata"]["labels"].items()
    service = named(overlay, "Service")["redis"]["spec"]["selector"]
    assert not service.items() <= reached.items()
    text = (FOLDER / "base/kustomization.yaml").read_text()
    assert all(f'`{name}: "{value}"`' in text for name, value in reached.items())


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_world_comes_in_by_tls_and_not_to_the_metrics(overlay: str) -> None:
    ingress = named(overlay, "Ingress")["frontend"]
    hosts = [rule["host"] for rule in ingress["spec"]["rules"]]
    assert [tls["hosts"] for tls in ingress["spec"]["tls"]] == [hosts]
    settings = [it for it in built(overlay) if "VOICE_SERVER_HOSTS" in it.get("data", {})]
    assert [it["data"]["VOICE_SERVER_HOSTS"].split(",") for it in settings] == [hosts]
    [metrics] = [it for it in ingress["spec"]["rules"][0]["http"]["paths"] if "metr" in it["path"]]
    service = named(overlay, "Service")[metrics["backend"]["service"]["name"]]
    assert "selector" not in service["spec"]


def test_no_password_is_in_the_files() -> None:
    for path in FOLDER.rglob("*.yaml"):
        for line in path.read_text().splitlines():
            assert "PASSWORD" not in line.replace("REDIS_PASSWORD_FILE", ""), (path, line)
            assert "requirepass" not in line, path
            assert not re.search(r"rediss?://[^@/ ]*:[^@/ ]+@", line), (path, line)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_schemas_of_kubernetes_take_every_object(overlay: str) -> None:
    validate = pytest.importorskip("kubernetes_validate")
    for it in built(overlay):
        if it["apiVersion"].startswith("keda.sh/"):
            continue  # a kind of KEDA's own
        validate.validate(it, "1.34", strict=True)
