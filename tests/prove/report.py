"""The report as plain data: sections of sentences and tables, written as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

STYLE = """
:root { color-scheme: light dark; --rule: light-dark(#d8d5cb, #2e353c);
  --ink: light-dark(#1b2024, #e6e7e4); --muted: light-dark(#565c60, #a4abb0);
  --good: light-dark(#235c3e, #8acca6); --bad: light-dark(#962a1b, #f3a08f);
  background: light-dark(#fcfbf8, #1a1e23); color: var(--ink) }
body { font: 1.0625rem/1.55 "Source Serif 4", Charter, Georgia, serif; max-width: 52rem;
  margin: 3rem auto 6rem; padding: 0 1.25rem }
h1 { font-size: 2.3rem; line-height: 1.1; letter-spacing: -.012em; margin: 0 0 .5rem }
h2 { font-size: 1.5rem; margin: 3.5rem 0 .5rem; padding-top: 1rem;
  border-top: 1px solid var(--rule) }
h3 { font-size: 1.0625rem; margin: 1.75rem 0 .4rem }
table { border-collapse: collapse; width: 100%; font-size: .9375rem }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0;
  border-bottom: 1px solid var(--rule) }
th { font-weight: 600; color: var(--muted) }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.good { color: var(--good) } .bad { color: var(--bad); font-weight: 600 }
.muted { color: var(--muted) }
"""

GOOD = {"green", "caught"}
BAD = {"red", "survived", "error", "left out"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(slots=True)
class Section:
    """One part of the report."""

    title: str
    sentences: list[str]
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """All of it; `sentences` come first and say how it ended."""

    title: str
    sentences: list[str]
    sections: list[Section]

    def markdown(self) -> str:
        """For reading in a terminal or on a forge."""
        return "\n".join(self._markdown()) + "\n"

    def _markdown(self) -> Iterator[str]:
        yield from (f"# {self.title}", "", *_paragraphs(self.sentences))
        for section in self.sections:
            yield from (f"## {section.title}", "", *_paragraphs(section.sentences))
            for table in section.tables:
                yield from (f"### {table.title}", "")
                yield _row(table.columns)
                yield _row(["---"] * len(table.columns))
                yield from map(_row, table.rows)
                yield ""

    def html(self) -> str:
        """One file that stands alone."""
        body = "\n".join(self._html())
        return (
            f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{escape(self.title)}'
            f"</title>\n<style>{STYLE}</style>\n{body}\n</html>\n"
        )

    def _html(self) -> Iterator[str]:
        yield f"<h1>{escape(self.title)}</h1>"
        yield from (f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        for section in self.sections:
            yield f"<h2>{escape(section.title)}</h2>"
            yield from (f"<p>{escape(sentence)}</p>" for sentence in section.sentences)
            for table in section.tables:
                yield from _html_table(table)


def _paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from (sentence, "")


def _row(cells: Sequence[object]) -> str:
    texts = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(texts)} |"


def _html_table(table: Table) -> Iterator[str]:
    yield f"<h3>{escape(table.title)}</h3>\n<table>"
    yield f"<tr>{''.join(_heads(table))}</tr>"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</table>"


def _heads(table: Table) -> Iterator[str]:
    for number, column in enumerate(table.columns):
        counts = table.rows and all(isinstance(row[number], int | float) for row in table.rows)
        yield f"<th{' class="number"' if counts else ''}>{escape(column)}</th>"


def _cell(value: object) -> str:
    text = escape(str(value))
    if isinstance(value, int | float):
        return f'<td class="number">{text}</td>'
    kind = "good" if value in GOOD else "bad" if value in BAD else ""
    return f'<td class="{kind}">{text}</td>' if kind else f"<td>{text}</td>"
