"""The threads that answer requests: each takes the next request when that may run, so none wakes only to wait.

The one that has rested for the shortest time is called first: its memory is still near the processor, and the others
need none.
"""

from __future__ import annotations

import threading
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from factcheck.processes.turns import Turns, take_part


class Idle:
    """A thread that rests until it is given a task; None tells it to end."""

    def __init__(self) -> None:
        self.thread, self.task = threading.get_ident(), None
        self.called = threading.Lock()
        self.called.acquire()

    def call(self, task: Any) -> None:
        """Wake it."""
        self.task = task
        self.called.release()


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """Waitress' dispatcher, in which tasks begin in the order in which they came, as `turns` allow."""

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self.lock, self._turns, self._idle = turns.lock, turns, list[Idle]()
        self.queue_cv, self.thread_exit_cv = threading.Condition(self.lock), threading.Condition(self.lock)
        turns.on_room = self._hand_out

    def add_task(self, task: Any) -> None:
        """Do this as soon as it may run."""
        with self.lock:
            self.queue.append(task)
            self._hand_out()

    def look_again(self) -> None:
        """Let others begin beside tasks that turned out to be long."""
        if self.queue:
            with self.lock:
                self._hand_out()

    def handler_thread(self, thread_no: int) -> None:
        """Do one task after the other."""
        mine = Idle()
        while (task := self._next(mine)) is not None:
            take_part(self._turns)
            try:
                task.service()
            except BaseException:
                self.logger.exception("Exception when servicing %r", task)
        with self.lock:
            self.stop_count -= 1
            self.threads.discard(thread_no)
            self.thread_exit_cv.notify()

    def set_thread_count(self, count: int) -> None:
        """Start threads, or end those that rest now and others after their task."""
        super().set_thread_count(count)
        with self.lock:
            while self.stop_count and self._idle:
                self._idle.pop().call(None)

    def _next(self, mine: Idle) -> Any:
        """The next task of this thread, which has ended its own; None to end."""
        with self.lock:
            self._turns.end(mine.thread)
            if self.stop_count:
                return None
            if self.queue and self._turns.begin(mine.thread):
                task = self.queue.popleft()
                self._hand_out()
                return task
            self._idle.append(mine)
        mine.called.acquire()
        return mine.task

    def _hand_out(self) -> None:
        """Give tasks to threads that rest, as long as there are turns; the caller has the lock."""
        while self.queue and self._idle and self._turns.begin(self._idle[-1].thread):
            self._idle.pop().call(self.queue.popleft())
