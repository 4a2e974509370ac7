"""Code, logs, tables and left-over HTML are no words of a person."""

import pytest

from cleanbreak.correspondence.owntext import own_spans, own_text


@pytest.mark.parametrize(
    "block",
    [
        'Traceback (most recent call last):\n  File "app.py", line 3, in <module>\nValueError: bad value',
        "java.lang.IllegalStateException: closed\n    at com.example.App.main(App.java:12)\n    at com.example.Run.go(Run.java:7)",
        "[INFO] starting\n[ERROR] cannot open port",
        "2025-02-03 09:14:07 ERROR worker died\n2025-02-03 09:14:08 INFO worker started",
        "int main() {\n    return 0;\n}",
        "#include <stdio.h>\n#define SIZE 3",
        "for (int i = 0; i < 3; i++) {\n    total += price[i];\n}",
        "+------+-------+\n| Item | Price |\n+------+-------+\n| A    | 12    |\n+------+-------+",
        "Posten     Menge     Preis\nEntwurf    3         120,00\nSatz       1         80,00",
        '<div class="x">\n<table>\n</table>\n</div>',
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\nAAAABJRU5ErkJgggiVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUl",
        "diff --git a/x.py b/x.py\n@@ -1 +1 @@",
        "$ pip install package\n$ python run.py",
    ],
)
def test_technical_blocks_are_left_out(block: str) -> None:
    assert own_text(f"Das kommt bei mir:\n\n{block}\n\nBitte schauen Sie danach.") == (
        "Das kommt bei mir:\nBitte schauen Sie danach."
    )


@pytest.mark.parametrize(
    "line",
    [
        "1. Die Rechnung ist seit drei Wochen offen;",
        "- Entwurf der Startseite (bis Freitag)",
        "* bitte keine weiteren Anrufe am Sonntag",
        "Der Preis = 300 Euro und dabei bleibt es.",
        "(wie immer)",
        "=> Bitte bis Montag.",
        "10:30 Uhr passt mir gut.",
    ],
)
def test_a_line_of_prose_with_odd_signs_stays(line: str) -> None:
    text = f"Hallo zusammen,\n{line}\nund danke für die Mühe."
    assert own_text(text) == text


def test_list_items_below_each_other_stay() -> None:
    text = "Offen ist:\n* Startseite\n* Impressum (Text fehlt)\n- Logo\n1. Rechnung\n2. Mahnung (zweite)"
    assert own_text(text) == text


def test_left_over_tags_and_entities_are_cut_out_of_the_line() -> None:
    text = "<p>Guten Tag,<br>die Rechnung&nbsp;fehlt.</p>"
    assert own_text(text) == "Guten Tag,\ndie Rechnung\nfehlt."
    assert [text[start:end] for start, end in own_spans(text)] == ["Guten Tag,", "die Rechnung", "fehlt."]


def test_addresses_in_angle_brackets_are_no_tags() -> None:
    text = "Schreib an <kim@studio.example> oder <https://studio.example/b>, danke."
    assert own_text(text) == text
