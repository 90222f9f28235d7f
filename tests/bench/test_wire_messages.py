"""Messages are found however the stream is cut."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from bench.wire_messages import Message, Splitter

MESSAGES = st.lists(
    st.builds(Message, st.sampled_from([b"Q", b"P", b"Z", b"D"]), st.binary(max_size=40)),
    max_size=6,
)


def packed(message: Message) -> bytes:
    return message.kind + struct.pack("!I", len(message.body) + 4) + message.body


@given(MESSAGES, st.integers(min_value=1, max_value=9))
def test_any_cut_gives_the_same_messages(messages: list[Message], size: int) -> None:
    stream = b"".join(packed(message) for message in messages)
    splitter = Splitter()
    found = [
        message
        for start in range(0, len(stream), size)
        for message in splitter.feed(stream[start : start + size])
    ]
    assert found == messages


def test_the_text_of_a_simple_query() -> None:
    assert Message(b"Q", b"SELECT 1\0").sql == "SELECT 1"


def test_the_text_of_a_prepared_one() -> None:
    assert Message(b"P", b"name\0SELECT $1\0\0\0").sql == "SELECT $1"


def test_other_messages_have_no_text() -> None:
    assert Message(b"Z", b"I").sql == ""
