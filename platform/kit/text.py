"""Plain text as people type and read it: normalising, counting, cutting."""

import math
import re
import unicodedata

WORDS_PER_MINUTE = 200
# Scripts written without spaces are read by the character, about twice as fast as by the word.
CHARACTERS_PER_WORD = 2

_SPACELESS = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f]"
)
_WORD = re.compile(r"\w+(?:['\u2019.\-]\w+)*")
# What HTML forbids (U+0085 is a line end): control characters, surrogates, noncharacters.
_LAST_OF_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]"
)
_NEWLINES = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# What leaves no trace on a page when it stands alone: spaces, format characters, marks without a
# letter; and a few that Unicode calls letters or symbols although they are blank.
_UNSEEN = {"Zs", "Cf", "Mn", "Me"}
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_ELLIPSIS = "\u2026"
_TRAILING = " \t\n,;:.!?-\u2013\u2014("


class UnprintableText(ValueError):
    """Text holds a character that no page can show and no database column may hold."""

    def __init__(self, character: str, position: int) -> None:
        self.codepoint = f"U+{ord(character):04X}"
        self.position = position
        super().__init__(f"{self.codepoint} at position {position} cannot be shown")


def clean_text(value: str) -> str:
    """Return `value` in NFC with "\\n" for every line ending.

    Raises UnprintableText for NUL, other control characters but tab and line ends, lone surrogates
    and noncharacters: what was typed is never changed in silence.
    """
    if found := _UNPRINTABLE.search(value):
        raise UnprintableText(found[0], found.start())
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", value))


def clean_line(value: str) -> str:
    """Return `value` as one line: as `clean_text`, each run of white space one space, trimmed.

    A line in which there is nothing to see (zero-width spaces, say) is "": a link needs a name.
    """
    line = _SPACES.sub(" ", clean_text(value)).strip()
    return line if any(map(_is_seen, line)) else ""


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _BLANK


def count_words(text: str) -> int:
    """Count words; two characters of a script without spaces (Chinese, Japanese) make a word."""
    characters = len(_SPACELESS.findall(text))
    words = (
        len(_WORD.findall(_SPACELESS.sub(" ", text))) if characters else len(_WORD.findall(text))
    )
    return words + math.ceil(characters / CHARACTERS_PER_WORD)


def reading_minutes(words: int) -> int:
    """Return whole minutes for `words` as `count_words` counts them, at least 1."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))


def excerpt_from(plain: str, limit: int = 200) -> str:
    """Return the beginning of `plain` as one line of at most `limit` characters.

    Cut between words, an ellipsis in place of what is left out; a single word longer than the
    limit is cut inside, but never between a letter and its marks.
    """
    line = _SPACES.sub(" ", plain).strip()
    if len(line) <= limit:
        return line
    room = limit - len(_ELLIPSIS)
    head, space, _ = line[: room + 1].rpartition(" ")
    if not space or len(head) < room // 2:
        head = _without_broken_cluster(line, room)
    return head.rstrip(_TRAILING) + _ELLIPSIS


def _without_broken_cluster(line: str, end: int) -> str:
    while end > 1 and (_joins(line[end]) or line[end - 1] == "\u200d"):
        end -= 1
    return line[:end]


def _joins(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc", "Me"} or character in "\u200d\ufe0f"


# What XML 1.0 cannot hold, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
