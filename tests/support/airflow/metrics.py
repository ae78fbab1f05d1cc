"""A StatsD server: takes in what Airflow's processes measure, and keeps it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


class Metrics:
    """The measurements by name, each as it came: value|kind."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.values: dict[str, str] = {}

    @property
    def switches(self) -> dict[str, str]:
        """The settings that have Airflow send them, as docs/运维.md tells."""
        host, port = self._listener.getsockname()
        return {
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_HOST": host,
            "AIRFLOW__METRICS__STATSD_PORT": str(port),
        }

    def listen(self) -> None:
        """Takes in packets until the socket is closed."""
        with suppress(OSError):
            while packet := self._listener.recv(65536):
                self.values |= dict(line.split(":", 1) for line in packet.decode().splitlines())


@contextmanager
def listening() -> Iterator[Metrics]:
    """The server, on a free port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        metrics = Metrics(listener)
        thread = Thread(target=metrics.listen, daemon=True)
        thread.start()
        yield metrics
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", listener.getsockname())  # an empty packet ends it
        thread.join()
