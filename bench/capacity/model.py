"""What a given number of blogs takes, by what was measured."""


def table() -> str:
    return ""
