"""A file of SSML, which is one item that keeps its voices."""

from frontend.jobs.readers.read import read_items

DOCUMENT = '<speak>Hello <break time="1s"/> there.</speak>'


def test_a_file_is_one_item_in_ssml() -> None:
    work = read_items("letter.ssml", DOCUMENT.encode())
    [item] = work.items
    assert (work.title, item.text, item.ssml) == ("letter", DOCUMENT, True)
