"""Texts with markup, reasoning, pauses and brackets, through the whole text layer."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
<think>I should greet.\nMaybe not.</think>Hello there! => Hello there!
<thinking>Plan: be kind</thinking>\n\nHi <b>you</b>! => Hi you!
<|channel|>analysis<|message|>Reasoning here<|end|>Hello. => Hello.
[THINK]internal[/THINK] Answer is 4. => Answer is four.
◁think▷ hmm ◁/think▷ Answer. => Answer.
<reasoning>secret</reasoning>Visible. <thought>x</thought> Done. => Visible. Done.
| Name | Price |\n|------|------:|\n| Tea | $3.50 |\n| Cake | €4 |\n\nAfter. => Name: Tea. Price: three dollars fifty cents. | Name: Cake. Price: four euros. | After.
See [the docs](https://example.com/a_(b)) and <https://x.org> or ![a cat](cat.png). => See the docs and HTTPS colon slash slash X dot org or a cat.
Use <Ctrl+C> or <your name>, if a < b and b > c. => Use Ctrl plus C or your name, if a is less than b and b is greater than c.
# Chapter 1: THE END\n\n## 1.2 Part *two*\n\n- one\n- [ ] todo\n- [x] done\n\n1. first\n2. second\n\n> quoted text => Chapter one: the end | one point two Part two | one | todo | done | one. first | two. second | quoted text
Wait [pause 0.5] go [pause:1.5s] on <break time="750ms"/> end [pause 99999] fin. => Wait | <0.5> | go | <1.5> | on | <0.75> | end | <10> | fin.
$$\int_0^1 x^2 dx = \frac{1}{3}$$ and \[ \sqrt{2} \approx 1.41 \] and costs $5 and $6. => integral from zero to one x squared d x equals one third and square root of two approximately one point four one and costs five dollars and six dollars.
\(\alpha + \beta \leq \gamma\), $\pi r^2$, $x_{i+1}$, $10^{-3}$, $\sum_{n=1}^{10} n$ => alpha plus beta less than or equal to gamma, pi r squared, x i plus one, ten to the power of minus three, sum from n equals one to ten n
Alice: Hello.\nBob: Hi! => Alice: Hello. | Bob: Hi!
<!-- comment -->Visible<!-- x => Visible
😊 🎉 ok 👍 => ok
<speak>Hello <break time="1s"/> world</speak> => Hello | <1> | world
<tool_call>{"name":"x"}</tool_call>Result. => Result.
Text with  spaces and … dots - and -- dashes — em – en. => Text with spaces and … dots - and -- dashes — em – en.
“Quoted,” she said—‘single’ «guillemets» „low“ => “Quoted,” she said—‘single’ «guillemets» „low“
1) first 2) second (a) third (iv) fourth => one) first two) second (a) third (iv) fourth
a) apples\nb) pears\niv. grapes => a) apples | b) pears | iv. grapes
[pause 0.3] Ready? [pause:2s] Go <break time="500ms"/> now. => <0.3> | Ready? | <2> | Go | <0.5> | now.
<thinking>Let me see.\n\n1. Add.</thinking>\n\nThe sum is 12. => The sum is twelve.
Press [Esc] or <Enter>, dear [Customer Name]; [W]e won. => Press [Esc] or Enter, dear [Customer Name]; [W]e won.
| City | Pop. |\n|---|---|\n| Rome | 2.8M |\n\nDone. => City: Rome. Pop.: two point eight million. | Done.
It is so[1][2], says Lee[a] [3, 7]. => It is so, says Lee[a].
See [part II](https://a.b/c "Title") or ![Fig. 3](x.png). => See part two or figure three.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_markup_is_not_heard_and_words_are(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
