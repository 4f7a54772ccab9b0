"""What is said of the parts of a text that are no sentences: reasoning, code, emoji."""

from typing import Annotated, Literal, Self

import msgspec
from msgspec import Meta

Reasoning = Literal["", "skip", "speak"]
Code = Literal["", "skip", "announce", "speak"]
Emoji = Literal["", "skip", "name"]


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
    def of(cls, fields: "TextOptions") -> Self:
        """Return only these options of a request that has them among its fields."""
        return cls(reasoning=fields.reasoning, code=fields.code, emoji=fields.emoji)

    def over(self, others: "TextOptions") -> "TextOptions":
        """Return these options, and what they leave open as the others have it."""
        return TextOptions(
            reasoning=self.reasoning or others.reasoning,
            code=self.code or others.code,
            emoji=self.emoji or others.emoji,
        )


AS_SET = TextOptions()
