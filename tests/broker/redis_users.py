"""A Redis with the users of deploy/redis, as its script makes them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.broker.servers import running_redis_on
from tests.deploy.files import make_secrets
from tests.support.server import free_port

# A frontend asks for a limit, and is content with a refusal: who may ask for any setting may read
# passwords.
MAY_BE_REFUSED = "frontend: command config|get"

USERS = ("admin", "operator", "frontend", "worker", "flower")


@dataclass
class RedisWithUsers:
    port: int
    secrets: Path

    def password(self, user: str) -> str:
        return (self.secrets / f"redis-{user}").read_text()

    def client(self, user: str) -> redis.Redis:
        secret = self.password(user)
        return redis.Redis(port=self.port, username=user, password=secret, protocol=2)

    def url(self, user: str) -> str:
        return f"redis://{user}:{self.password(user)}@127.0.0.1:{self.port}/0"

    def environment(self, user: str) -> dict[str, object]:
        """Return what a process of that user is given, which shows no password."""
        return {
            "REDIS_URL": f"redis://{user}@127.0.0.1:{self.port}/0",
            "REDIS_PASSWORD_FILE": self.secrets / f"redis-{user}",
        }

    def refusals(self) -> list[str]:
        """Return what Redis has refused since it was last asked."""
        with self.client("admin") as admin:
            log = admin.acl_log()
            admin.acl_log_reset()
        refused = [f"{it['username']}: {it['reason']} {it['object']}" for it in log]
        return [it for it in refused if it != MAY_BE_REFUSED]


@contextlib.contextmanager
def redis_with_users(folder: Path) -> Iterator[RedisWithUsers]:
    """Run a Redis server in the folder."""
    secrets = make_secrets(folder / "secrets")
    port = free_port()
    with running_redis_on(folder, port, "--aclfile", secrets / "users.acl"):
        yield RedisWithUsers(port, secrets)
