"""``staasted serve``: the web server, one blocking thread a worker."""

import os
import socket
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.database import check_or_refuse
from staasted.cli.speaking import refuse, say
from staasted.cli.static import static_collect

Port = Annotated[int, typer.Option(min=1, max=65535, help=text("cli.serve.port"))]
Address = Annotated[str, typer.Option(help=text("cli.serve.address"))]


def serve(port: Port = 8000, address: Address = "127.0.0.1") -> None:
    """Check, then serve."""
    check_or_refuse()
    static_collect()
    port_or_refuse(address, port)
    say("serve.ready", address=f"http://{address}:{port}/")
    serve_until_stopped(address, port)


def port_or_refuse(address: str, port: int) -> None:
    """Refuse in plain words when something else already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            refuse("serve.port_taken", port=port, other=port + 1)


def serve_until_stopped(address: str, port: int) -> None:
    """Serve until Ctrl-C.

    SQLite has one writer at a time, so it gets one worker; PostgreSQL gets two
    (docs/decisions/0002). A worker that dies is started again, and none outlives the server.
    """
    from django.db import connection, connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # The workers are forked: with a connection of ours open they would all speak through the one,
    # and read each other's answers.
    connections.close_all()
    os.environ["STAASTED_SERVER_PID"] = str(os.getpid())  # config/wsgi.py ends with it
    Granian(
        "staasted.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if connection.vendor == "sqlite" else 2,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
