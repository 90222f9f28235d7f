"""What goes wrong on somebody's machine, said in a sentence they can act on."""


class DevstackError(Exception):
    """A server or a command did not start; the text is meant for the person at the terminal."""
