"""The manifests, as kustomize puts them together."""

import shutil
import subprocess
from functools import cache
from typing import Any

import pytest
import yaml

from backend_queues.registry import registry
from frontend.settings import ENDING_S, Settings
from tasks.supervision.workers import GRACE_S
from tests.deploy.files import DEPLOY, check_command, known_settings, read_yaml, settings_in

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
    command = [kubectl, "kustomize", str(FOLDER / overlay)]
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
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_schemas_of_kubernetes_take_every_object(overlay: str) -> None:
    validate = pytest.importorskip("kubernetes_validate")
    for it in built(overlay):
        if it["apiVersion"].startswith("keda.sh/"):
            continue  # a kind of KEDA's own
        validate.validate(it, "1.34", strict=True)
