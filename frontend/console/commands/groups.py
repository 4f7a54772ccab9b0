"""The help of the whole: commands by what they are for, examples, variables, exit codes."""

import click

GROUPS = {
    "Speak": ("speak", "client", "batch", "voices", "jobs"),
    "Serve": ("up", "serve", "worker", "wyoming", "flower"),
    "Look and install": ("doctor", "top", "backends", "keys", "completion"),
}
EXAMPLES = (
    ('voice-server speak "Hello there."', "hear it"),
    ("voice-server batch book.epub -o book.m4b", "an audio book"),
    ("voice-server up", "a server, with a page at http://localhost:8000"),
)
VARIABLES = (
    ("VOICE_SERVER_URL", "The server of speak, client, batch, voices, jobs, top."),
    ("VOICE_SERVER_KEY", "An API key for it."),
    ("VOICE_SERVER_PORT", "Where a server of this machine is, and is looked for."),
    ("VOICE_SERVER_DEFAULT_BACKEND", "Who speaks where none is named."),
    ("REDIS_URL", "A Redis of your own, which serve and worker need."),
    ("VOICE_SERVER_...", "All settings: docs/operations.md."),
)
EXIT_CODES = (
    ("0", "Done."),
    ("1", "Not done; a sentence says what to change."),
    ("2", "Wrong usage."),
    ("3", "Done except for some items of a batch."),
    ("130", "Interrupted."),
)


class Grouped(click.Group):
    """The commands, parted by what they are for."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.commands))
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), self._about(name)) for name in names])

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for title, rows in (
            ("Examples", EXAMPLES),
            ("Environment variables", VARIABLES),
            ("Exit codes", EXIT_CODES),
        ):
            with formatter.section(title):
                formatter.write_dl([*rows], col_max=44)

    def _about(self, name: str) -> str:
        return self.commands[name].get_short_help_str(60)
