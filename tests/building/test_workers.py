import os

import pytest

from portal.building.workers import Failure, each


def work(item):
    if item == "slow":
        while True:
            pass
    if item == "hungry":
        return len(bytearray(8 << 30))
    if item == "die":
        os._exit(1)
    if item == "wrong":
        raise ValueError("错")
    return item * 2


def run(items, jobs):
    return list(each(work, items, jobs=jobs, seconds=0.5))


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs):
    assert run(list(range(100)), jobs) == [n * 2 for n in range(100)]


@pytest.mark.parametrize(
    ("item", "reason"), [("slow", "time"), ("hungry", "memory"), ("wrong", "crash"), ("die", "crash")]
)
def test_a_bad_item_costs_itself_only(item, reason):
    results = run([1, item, 3], 2)
    assert results[0] == 2
    assert results[2] == 6
    assert isinstance(results[1], Failure)
    assert results[1].reason == reason


def test_nothing_to_do_starts_nothing():
    assert run([], 2) == []
