"""What the report makes of outcomes, in both of its forms."""

from __future__ import annotations

from pathlib import Path

from tests.prove.parts import Case, Part, cases, counted, section
from tests.prove.report import Report, Section, Table
from tests.support.facts import Fact

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.isolation.test_x" name="test_it_holds[one_role]"/>
<testcase classname="tests.isolation.test_x" name="test_it_breaks"><failure message="1 &lt; 2"/></testcase>
<testcase classname="tests.isolation.test_x" name="test_it_waits"><skipped message="no bouncer"/></testcase>
<testcase classname="tests.handoff.test_y" name="test_it_stops"><error message="gone"/></testcase>
</testsuite></testsuites>"""  # noqa: E501 -- as pytest writes it

REPORT = Report(
    "Tried",
    ["It holds."],
    [
        Section(
            "Walls",
            ["Two <b>blogs</b>."],
            [Table("Asked", ["What", "Fate"], [["a|b", "red"], ["c", 7]])],
        )
    ],
)


def junit(folder: Path) -> list[Case]:
    path = folder / "report.xml"
    path.write_text(JUNIT)
    return cases(path)


def test_outcomes_are_read(tmp_path: Path) -> None:
    assert [(c.name, c.outcome, c.note) for c in junit(tmp_path)] == [
        ("it holds: one_role", "green", ""),
        ("it breaks", "red", "1 < 2"),
        ("it waits", "left out", "no bouncer"),
        ("it stops", "red", "gone"),
    ]


def test_a_section_has_its_own_tests_and_facts(tmp_path: Path) -> None:
    facts = [
        Fact("reads", "tests/isolation/test_x.py", {"crossings": 0}),
        Fact("kills", "tests/provisioning/test_z.py", {"before": 1}),
    ]
    part = Part("tests/isolation", "Isolation", "Two blogs.")
    found = section(part, junit(tmp_path), facts)
    assert found.sentences == ["Two blogs.", "3 tests: 1 green, 1 left out, 1 red."]
    assert [table.title for table in found.tables] == ["Reads", "Tests"]
    assert found.tables[0].rows == [["crossings", 0]]


def test_nothing_that_ran_is_said_so() -> None:
    assert counted([]) == "0 tests: none."


def test_markdown_keeps_a_table_whole() -> None:
    assert "| a\\|b | red |" in REPORT.markdown().splitlines()


def test_html_escapes_what_it_quotes_and_marks_what_failed() -> None:
    html = REPORT.html()
    assert "Two &lt;b&gt;blogs&lt;/b&gt;." in html
    assert '<td class="bad">red</td>' in html
    assert '<td class="number">7</td>' in html
