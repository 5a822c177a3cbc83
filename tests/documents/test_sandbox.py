"""Files are opened in a process of their own: bounded, replaced when it ends, never a fault of the page."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from accreditation_portal.documents import fork_server, wire
from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.sandbox import PROJECT, Sandbox
from tests.factories.files import jpeg

OPTIONS = {"kind": "jpeg", "most_pixels": 50_000_000, "most_bytes": 102_400}
SERVER = "accreditation_portal.documents.fork_server"
HOSTILE_TASKS = """
import os, signal, sys, time
from accreditation_portal.documents import fork_server

def greedy(data): return {}, bytes(2 * 1024**3)
def busy(data):
    while True: pass
def asleep(data): time.sleep(600)
def dead(data): os.kill(os.getpid(), signal.SIGSEGV)
def killed(data): os.kill(os.getpid(), signal.SIGKILL)
def lying(data): os.write(sys.stdout.fileno(), b'junk'); return {"no": "junk in the answer"}, b"fine"
def writing(data): open("/tmp/portal-sandbox-test", "w").write("x" * 10)
def recursive(data): return recursive(data)

fork_server.SECONDS_OF_WORK = fork_server.SECONDS_IN_ALL = 1
fork_server.TASKS.update(greedy=greedy, busy=busy, asleep=asleep, dead=dead, killed=killed, lying=lying,
                         writing=writing, recursive=recursive)
fork_server.main()
"""


class HostileSandbox(Sandbox):
    """A sandbox whose tasks do what a file that took over its reader would do, and whose bounds are a second."""

    command = (sys.executable, "-c", HOSTILE_TASKS)


@pytest.fixture
def sandbox():
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def hostile():
    sandbox = HostileSandbox()
    yield sandbox
    sandbox.close()


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("greedy", "too_large_to_open"),
        ("busy", "too_slow"),
        ("asleep", "too_slow"),
        ("dead", "unreadable"),
        ("killed", "too_large_to_open"),
        ("writing", "unreadable"),
        ("recursive", "unreadable"),
        ("a task that is not there", "unreadable"),
    ],
)
def test_whatever_a_child_does_is_a_refusal_and_the_next_file_is_opened(hostile, task, code):
    with pytest.raises(Refused) as refusal:
        hostile.ask(task, b"file")

    assert refusal.value.codes == (code,)
    server = hostile.server.pid
    assert hostile.ask("judge_photo", jpeg(), **OPTIONS)[0] == {"width": 413, "height": 531}
    assert hostile.server.pid == server


def test_what_a_child_prints_is_no_answer(hostile):
    assert hostile.ask("lying", b"file") == ({"no": "junk in the answer"}, b"fine")


def test_a_server_that_was_killed_is_replaced(sandbox):
    sandbox.ask("judge_photo", jpeg(), **OPTIONS)
    first = sandbox.server.pid
    os.kill(first, signal.SIGKILL)

    assert sandbox.ask("judge_photo", jpeg(), **OPTIONS)[0]["width"] == 413
    assert sandbox.server.pid != first


def test_without_a_server_the_file_can_be_sent_again_later(sandbox):
    sandbox.command = (sys.executable, "-c", "pass")

    with pytest.raises(Refused) as refusal:
        sandbox.ask("judge_photo", jpeg(), **OPTIONS)

    assert refusal.value.codes == ("unavailable",)


def test_a_server_that_does_not_answer_is_not_waited_for(sandbox):
    sandbox.command = (sys.executable, "-c", "import time; time.sleep(600)")
    sandbox.seconds_to_wait = 0.5

    with pytest.raises(Refused) as refusal:
        sandbox.ask("judge_photo", jpeg(), **OPTIONS)

    assert refusal.value.codes == ("too_slow",)
    assert sandbox.server is None


def test_threads_take_turns(sandbox):
    widths = []

    def ask(width):
        facts, _kept = sandbox.ask("judge_photo", jpeg((width, width)), **OPTIONS)
        widths.append((width, facts["width"]))

    threads = [threading.Thread(target=ask, args=(300 + n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(widths) == [(300 + n, 300 + n) for n in range(6)]


def test_a_forked_web_process_starts_a_server_of_its_own(sandbox):
    sandbox.ask("judge_photo", jpeg(), **OPTIONS)
    first = sandbox.server.pid
    child = os.fork()
    if child == 0:
        status = 1
        try:
            sandbox.forget()
            answered = sandbox.ask("judge_photo", jpeg((300, 300)), **OPTIONS)[0] == {"width": 300, "height": 300}
            status = 0 if answered and sandbox.server.pid != first else 2
            sandbox.close()
        finally:
            os._exit(status)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert sandbox.ask("judge_photo", jpeg(), **OPTIONS)[0]["width"] == 413
    assert sandbox.server.pid == first


def test_the_server_ends_with_its_web_process():
    code = (
        "import os, sys; from accreditation_portal.documents.sandbox import Sandbox; s = Sandbox()\n"
        "try: s.ask('judge_pdf', b'%PDF-', most_pages=1)\n"
        "except Exception: print(s.server.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    server = int(subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False).stdout)

    for _ in range(100):
        status = Path(f"/proc/{server}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        threading.Event().wait(0.05)
    raise AssertionError("the server outlived its web process")


def test_the_server_knows_no_django_and_no_secret(sandbox, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "told to nobody")
    sandbox.ask("judge_photo", jpeg(), **OPTIONS)

    environment = Path(f"/proc/{sandbox.server.pid}/environ").read_bytes()
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {SERVER}; print('django' in sys.modules)"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert b"told to nobody" not in environment
    assert loaded.stdout.strip() == "False"


@pytest.mark.parametrize("answer", [b"", b"\0", wire.LENGTHS.pack(5, 5) + b"{}", wire.LENGTHS.pack(2, 0) + b"[]"])
def test_half_an_answer_is_none(answer):
    assert not fork_server.is_whole(answer)


def test_the_web_process_loads_no_library_that_opens_files():
    code = (
        "import sys; from accreditation_portal.documents import sandbox\n"
        "print([name for name in ('PIL', 'pypdf', 'pypdfium2', 'pillow_heif') if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"
