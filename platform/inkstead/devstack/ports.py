"""Which port the site answers on, and whether it is free."""

import errno
import socket

from inkstead.devstack.errors import DevstackError

LOOK_AHEAD = 50


def require_free(host: str, port: int) -> None:
    """Raise DevstackError, naming a free port, when somebody else answers on this one."""
    if is_free(host, port):
        return
    free = next((p for p in range(port + 1, port + LOOK_AHEAD) if is_free(host, p)), None)
    hint = f"; {free} is free: make run PORT={free}" if free else ""
    msg = f"Port {port} is taken by another program{hint}"
    raise DevstackError(msg)


def is_free(host: str, port: int) -> bool:
    """True when we can listen, and nobody does on the IPv6 loopback, which browsers try first."""
    return _can_bind(socket.AF_INET, host, port) and _can_bind(socket.AF_INET6, "::1", port)


def _can_bind(family: socket.AddressFamily, host: str, port: int) -> bool:
    """False only when the address is in use; a machine without IPv6 has nothing there."""
    if family == socket.AF_INET and ":" in host:
        return True
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        if error.errno == errno.EACCES:
            msg = f"Port {port} may not be used without more rights; choose one above 1023."
            raise DevstackError(msg) from None
        return error.errno != errno.EADDRINUSE
    return True
