"""What is said of the parts of a text that are no sentences: reasoning, code, emoji."""

from typing import Annotated, Literal, Protocol, Self

import msgspec
from msgspec import Meta
from msgspec.structs import asdict

Reasoning = Literal["", "skip", "speak"]
Code = Literal["", "skip", "announce", "speak"]
Emoji = Literal["", "skip", "name"]


class Named(Protocol):
    """What has them among its fields."""

    @property
    def reasoning(self) -> Reasoning: ...

    @property
    def code(self) -> Code: ...

    @property
    def emoji(self) -> Emoji: ...


class TextOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of every request to speak; "" is what the server is set to."""

    reasoning: Annotated[
        Reasoning,
        Meta(description="What an LLM thinks before it answers: skip, speak; empty: as set."),
    ] = ""
    code: Annotated[
        Code,
        Meta(description="Blocks of code: skip, announce, speak; empty: as the server is set."),
    ] = ""
    emoji: Annotated[
        Emoji, Meta(description="Emoji: skip, or say the name; empty: as the server is set.")
    ] = ""

    @classmethod
    def of(cls, fields: "Named") -> Self:
        """Return only these options of what has them among its fields."""
        return cls(reasoning=fields.reasoning, code=fields.code, emoji=fields.emoji)

    def given(self) -> dict[str, str]:
        """Return those that say something, by name; older servers know none of them."""
        return {name: value for name, value in asdict(self).items() if value}

    def over(self, others: "TextOptions") -> "TextOptions":
        """Return these options, and what they leave open as the others have it."""
        return TextOptions(
            reasoning=self.reasoning or others.reasoning,
            code=self.code or others.code,
            emoji=self.emoji or others.emoji,
        )


AS_SET = TextOptions()
