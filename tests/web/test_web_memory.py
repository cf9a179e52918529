"""What was worked out is given again as long as it is true, and is worked out once however many ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.web.memory import Memory


def test_an_answer_holds_for_its_state_alone() -> None:
    memory, made = Memory(9), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [memory.remember("a", state, make) for state in (1, 1, 2, 2)] == [1, 1, 2, 2]
    memory.forget()
    assert memory.remember("a", 2, make) == 3


def test_what_was_asked_for_last_is_kept() -> None:
    memory = Memory(2)
    for key in "abac":
        memory.remember(key, 1, lambda key=key: key)
    assert memory.remember("a", 1, lambda: "anew") == "a"
    assert memory.remember("b", 1, lambda: "anew") == "anew"


def test_many_who_ask_at_once_wait_for_the_first() -> None:
    memory, made, all_there = Memory(9), [], threading.Barrier(8)

    def make() -> str:
        made.append(1)
        return "answer"

    def ask(_: int) -> str:
        all_there.wait(10)
        return memory.remember("a", 1, make)

    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(ask, range(8))) == {"answer"}
    assert made == [1]


def test_after_a_failure_the_next_tries_again() -> None:
    memory = Memory(9)

    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memory.remember("a", 1, fail)
    assert memory.remember("a", 1, lambda: "yes") == "yes"
