"""Several processes serve one newsroom: what one does holds in all, and whoever dies holds nobody up."""

from __future__ import annotations

from pathlib import Path

from factcheck.db.errors import Fault
from factcheck.jobs.models import JobState
from factcheck.processes.file_queue import IN_A_ROW
from tests.processes import acts
from tests.processes.conftest import WRITES_PER_MINUTE
from tests.processes.peers import Peer, until


def test_many_threads_of_two_processes_write_one_after_the_other(one: Peer, other: Peer) -> None:
    one.begin(acts.write_in_threads, "one:write")
    failed = other.do(acts.write_in_threads, "other:write") + one.end()
    names, faults = one.do(acts.names_and_faults)
    assert (failed, faults) == ([], [])
    assert names.count("one:write") == names.count("other:write") == acts.THREADS * acts.WRITES


def test_who_waits_too_long_is_refused_and_may_write_later(one: Peer, other: Peer) -> None:
    one.do(acts.hold)
    assert other.do(acts.refusal) is (Fault.CROWDED if one.do(acts.is_sqlite) else Fault.LOCKED)
    one.do(acts.let_go)
    assert other.do(acts.refusal) is None


def test_nobody_is_overtaken_by_the_process_that_has_just_written(three: list[Peer], tmp_path: Path) -> None:
    one, other, third = three
    path = tmp_path / "queue"

    def drawn(number: int) -> None:
        until(lambda: int.from_bytes(path.read_bytes(), "little") == number)

    one.do(acts.take, path)
    for number, (peer, name) in enumerate([(other, "b"), (third, "c")], 2):
        peer.begin(acts.take_and_note, path, name)
        drawn(number)
    one.do(acts.take_and_note, path, "a")
    other.end(), third.end()
    assert path.with_suffix(".order").read_text() == "bca"


def test_a_process_goes_behind_one_that_waits_after_some_of_its_threads(one: Peer, other: Peer, tmp_path: Path) -> None:
    path = tmp_path / "queue"
    one.do(acts.take, path)
    other.begin(acts.take_and_note, path, "b")
    until(lambda: int.from_bytes(path.read_bytes(), "little") == 2)
    one.do(acts.release_to_threads, path, "a", IN_A_ROW + 2)
    other.end()
    assert path.with_suffix(".order").read_text() == "a" * (IN_A_ROW - 1) + "b" + "aaa"


def test_a_process_whose_threads_have_given_up_waits_for_the_next_one(one: Peer, other: Peer, tmp_path: Path) -> None:
    path = tmp_path / "queue"
    one.do(acts.take, path)
    assert other.do(acts.is_refused, path)
    one.do(acts.take_and_note, path, "a")
    other.do(acts.note_with_the_same, path, "b")
    assert path.with_suffix(".order").read_text() == "ab"


def test_a_person_has_one_limit_of_writes_in_all_processes(one: Peer, other: Peer) -> None:
    count = sum(peer.do(acts.allowed, 7, 30) for peer in (one, other, one))
    assert count == WRITES_PER_MINUTE
    assert other.do(acts.allowed, 7, 1) == 0
    assert other.do(acts.allowed, 8, 1) == 1


def test_an_act_in_one_process_reaches_the_streams_of_another(one: Peer, other: Peer) -> None:
    assert other.do(acts.streams, one.do(acts.an_article), 1, 1) == 1
    claim_id = one.do(acts.a_claim)
    assert f"claim-{claim_id}" in other.do(acts.next_message)
    other.do(acts.no_streams)


def test_streams_are_limited_over_all_processes(one: Peer, other: Peer) -> None:
    assert [peer.do(acts.streams, 1, 1, 3) for peer in (one, other)] == [3, 1]
    assert [peer.do(acts.streams, 1, 2, 3) for peer in (one, other)] == [acts.STREAMS - 4, 0]
    one.do(acts.no_streams)
    assert other.do(acts.streams, 1, 1, 4) == 3
    other.do(acts.no_streams)


def test_who_is_signed_out_or_loses_access_in_one_process_is_refused_in_another(one: Peer, other: Peer) -> None:
    rita, rob = (one.do(acts.signed_in, name) for name in ("Rita", "Rob"))
    assert [other.do(acts.status, cookie) for cookie in (rita, rob)] == [200, 200]
    one.do(acts.sign_out, rita)
    one.do(acts.deactivate, "Rob")
    assert [other.do(acts.status, cookie) for cookie in (rita, rob)] == [303, 303]


def test_what_a_killed_process_held_is_free_and_its_job_is_done_once(three: list[Peer]) -> None:
    one, other, third = three
    third.do(acts.work, True)
    one.do(acts.ask_for_work)
    until(lambda: one.do(acts.states) == [JobState.RUNNING])
    other.do(acts.work, False)
    assert third.do(acts.streams, 1, 3, 4) == 4
    third.do(acts.hold)
    one.begin(acts.write)
    third.kill()
    assert one.end()
    assert one.do(acts.streams, 1, 3, 4) == 4
    one.do(acts.ask_for_work)
    until(lambda: one.do(acts.states) == [JobState.DONE, JobState.DONE])
    names, faults = one.do(acts.names_and_faults)
    assert (names.count("house:job"), faults) == (2, [])
