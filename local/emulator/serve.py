"""Runs MiniStack, and stops it when the process that started it goes away, killed or not.

Our standard input is a pipe whose other end only that process holds: end of file means it is gone.
"""

import os
import signal
import threading

import iam_on_loopback
import streams_honour_batch_failures
import streams_outlive_stop
from ministack.app import main


def stop_when_orphaned():
    # Not sys.stdin: its lock, held by this thread, makes Python abort when it ends.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def end_handlers():
    """The Lambda handlers are our children, in the process group that we lead."""
    if os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(os.getpgrp(), signal.SIGTERM)


iam_on_loopback.install()
streams_honour_batch_failures.install()
streams_outlive_stop.install()
threading.Thread(target=stop_when_orphaned, daemon=True).start()
try:
    main()
finally:
    end_handlers()
