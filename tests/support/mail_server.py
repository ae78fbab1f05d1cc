"""A real mail server of this machine that keeps what it takes in."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """What the mail server takes in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[EmailMessage] = []
        self.to: list[list[str]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.to.append(envelope.rcpt_tos)
        self.mails.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"


class MailServer(Controller):
    """Listens on a socket that is bound already, so that no other program can take its port first."""

    def __init__(self, mailbox: Mailbox, listening: socket.socket) -> None:
        super().__init__(mailbox, hostname="127.0.0.1", port=mailbox.port)
        self.listening = listening

    def _create_server(self) -> Coroutine[None, None, asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.listening)


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    """The server, on a port of 127.0.0.1 that the system chooses."""
    listening = socket.create_server(("127.0.0.1", 0))
    mailbox = Mailbox(listening.getsockname()[1])
    server = MailServer(mailbox, listening)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()
