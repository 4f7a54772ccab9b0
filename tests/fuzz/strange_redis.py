"""Redis, of which every key holds the same."""

from typing import Any

from tasks.keys import LOG_FIELD


class StrangeRedis:
    """Redis, of which every key holds the same: what it is told to."""

    def __init__(self) -> None:
        self.content = b""

    async def execute_command(self, *command: Any) -> Any:
        match command[0]:
            case "SMEMBERS":
                return [b"other"]
            case "MGET":
                return [self.content]
            case "HGETALL":
                return {
                    b"backend": self.content,
                    self.content: b"tone",
                    b"voice:tone": self.content,
                }
            case "XRANGE":
                return [(b"1-1", {LOG_FIELD.encode(): self.content}), (b"1-2", {})]
            case "LRANGE":
                return [self.content]
        return self.content

    def pipeline(self, transaction: bool = True) -> "_Pipeline":
        return _Pipeline(self)

    def register_script(self, text: str) -> Any:
        return text


class _Pipeline:
    def __init__(self, client: StrangeRedis) -> None:
        self._client = client
        self._commands: list[tuple[Any, ...]] = []

    def execute_command(self, *command: Any) -> None:
        self._commands.append(command)

    async def execute(self) -> list[Any]:
        return [await self._client.execute_command(*command) for command in self._commands]
