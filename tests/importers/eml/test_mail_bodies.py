"""The text of a mail out of its encodings and parts."""

import pytest

from cleanbreak.importers.mail.bodies import unflow
from cleanbreak.importers.mail.htmltext import html_to_text
from cleanbreak.importers.mail.parsing import read_message, read_text
from cleanbreak.ledger.records import Origin


def text_of(headers: str, body: bytes) -> str:
    return read_text(headers.encode() + b"\n\n" + body)


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        ("Content-Type: text/plain; charset=utf-8", "Grüße".encode(), "Grüße"),
        ("Content-Type: text/plain; charset=iso-8859-1", "Grüße €".encode("cp1252"), "Grüße €"),
        ("Content-Type: text/plain; charset=us-ascii", "Grüße".encode(), "Grüße"),
        ("Content-Type: text/plain; charset=us-ascii", "Grüße".encode("cp1252"), "Grüße"),
        ("Content-Type: text/plain; charset=nonsense", "Grüße".encode("cp1252"), "Grüße"),
        ("Content-Type: text/plain", "Grüße".encode("cp1252"), "Grüße"),
        ("Content-Type: text/plain; charset=utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("Content-Type: text/plain; charset=gb2312", "你好".encode("gb18030"), "你好"),
        ("Content-Type: text/plain; charset=ISO-2022-JP", "日本".encode("iso2022_jp"), "日本"),
        ("Content-Type: text/plain; charset=utf-7", b"Gr+APwA3w-e", "Grüße"),
        ("Content-Type: text/plain; charset=rot13", b"abc", "abc"),
        ('Content-Type: text/plain; charset="UTF-8"; x=y', "ü".encode(), "ü"),
        ("Subject: x", "ü".encode(), "ü"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: base64", b"R3LDvMOfZQ==\n", "Grüße"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: BASE64", b"R3LD\n vMOf ZQ", "Grüße"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: base64", b"R3LDvMOfZQ==\n-- footer\n", "Grüße"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable", b"Gr=C3=BC=\n=C3=9Fe=", "Grüße"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable", b"100=% =ZZ", "100=% =ZZ"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: bogus", b"as it is", "as it is"),
        ("Content-Type: text/html; charset=utf-8", "<p>Grüße</p><p>Kim</p>".encode(), "Grüße\n\nKim"),
        ("Content-Type: application/pdf", b"%PDF-1.7", ""),
        ("Content-Type: text/plain", b"a\r\nb\rc\n\x00", "a\nb\nc\n"),
        ("Content-Type: text/plain; format=flowed", b"eine \nZeile\n", "eine Zeile\n"),
        ("Content-Type: text/plain; format=flowed; delsp=yes", b"ein \nWort\n", "einWort\n"),
    ],
)
def test_one_part(headers: str, body: bytes, text: str) -> None:
    assert text_of(headers, body) == text


def parts(kind: str, *inner: str) -> bytes:
    return (f"Content-Type: multipart/{kind}; boundary=b\n\n--b\n" + "\n--b\n".join(inner) + "\n--b--\n").encode()


PLAIN = "Content-Type: text/plain\n\nplain"
HTML = "Content-Type: text/html\n\n<p>rich</p>"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (parts("alternative", PLAIN, HTML), "plain"),
        (parts("alternative", HTML, PLAIN), "plain"),
        (parts("alternative", "Content-Type: text/plain\n\n \n", HTML), "rich"),
        (parts("mixed", PLAIN, "Content-Type: text/plain\n\nfooter"), "plain\nfooter"),
        (parts("mixed", HTML, "Content-Type: text/plain\n\nfooter"), "rich\nfooter"),
        (parts("mixed", PLAIN, "Content-Type: text/plain\nContent-Disposition: attachment\n\nlog"), "plain"),
        (parts("mixed", PLAIN, 'Content-Type: text/plain; name="a.txt"\nContent-Disposition: inline; filename="a.txt"\n\nlog'), "plain"),
        (parts("mixed", PLAIN, "Content-Type: message/rfc822\n\nSubject: inner\n\ninner"), "plain"),
        (parts("mixed", "\nno header"), "no header"),
        (parts("report", PLAIN, "Content-Type: message/delivery-status\n\nAction: failed"), "plain"),
        (parts("mixed", PLAIN).replace(b"--b--\n", b""), "plain"),
        (b"Content-Type: multipart/mixed\n\nno boundary at all\n", ""),
    ],
)  # fmt: skip
def test_several_parts(raw: bytes, text: str) -> None:
    assert read_text(raw).strip() == text


def test_the_alternative_in_a_mixed_mail_is_chosen_inside_it() -> None:
    inner = parts("alternative", PLAIN, HTML).decode().replace("boundary=b", "boundary=c").replace("--b", "--c")
    assert read_text(parts("mixed", inner, "Content-Type: application/pdf\n\n%PDF")).strip() == "plain"


def test_nesting_beyond_all_measure_is_told_or_read_but_never_fails() -> None:
    raw = b"From: a@b.example\n"
    for level in range(600):
        raw += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    message, fault = read_message(raw + b"Content-Type: text/plain\n\ndeep\n", Origin("x"))
    assert message.from_address == "a@b.example"
    assert fault == "mail_structure" or "deep" in message.text


def test_a_text_beyond_a_million_characters_is_cut_and_told() -> None:
    message, fault = read_message(b"Subject: x\n\n" + b"y" * 1_200_000, Origin("x"))
    assert (len(message.text), fault) == (1_000_000, "mail_text_cut")


def test_escaped_lines_are_freed_only_in_a_mail_from_an_mbox() -> None:
    body = b"Subject: x\n\n>From here\n>>From there\n"
    assert read_text(b"From - \n" + body) == "From here\n>From there\n"
    assert read_text(body) == ">From here\n>>From there\n"


def test_escaped_lines_are_freed_in_the_parts_of_an_mbox_mail_too() -> None:
    raw = parts("mixed", "Content-Type: text/plain\n\n>From here")
    assert read_text(b"From - \n" + raw) == "From here"


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("a \nb\n", "a b\n"),
        ("> quoted \n> lines\nown \nline", "> quoted \n> lines\nown line"),
        ("end \n-- \nKim", "end\n-- \nKim"),
        (" stuffed\n From here", "stuffed\nFrom here"),
        ("a \n> b", "a\n> b"),
        ("trailing ", "trailing"),
    ],
)
def test_flowed_lines_are_joined_and_quotations_stay_apart(flowed: str, text: str) -> None:
    assert unflow(flowed) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
        ("eins<br>zwei<br/>drei", "eins\nzwei\ndrei"),
        ("<div>eins</div><div>zwei</div>", "eins\nzwei"),
        ("<style>p{}</style><script>x()</script>da", "da"),
        ("<head><title>t</title></head><body>da</body>", "da"),
        ("Gr&uuml;&szlig;e &amp; &lt;b&gt; &#8364;", "Grüße & <b> €"),
        ("viel   Raum\n hier", "viel Raum hier"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("Antwort<blockquote>alt<br>noch</blockquote>Ende", "Antwort\n\n> alt\n> noch\n\nEnde"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b\n>"),
        ('<blockquote style="margin:0 0 0 40px;border:none;padding:0">eingerückt</blockquote>', "eingerückt"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<!-- nein -->ja<!--[if mso]><p>x</p><![endif]-->", "ja"),
        ("2 < 3 und 5 > 4", "2 < 3 und 5 > 4"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('oben<div class="gmail_signature">Kim</div>', "oben\n-- \nKim"),
        ("<p>a&nbsp;b</p>", "a b"),
        ("<unclosed", ""),
        ("", ""),
    ],
)
def test_html_becomes_lines(source: str, text: str) -> None:
    assert html_to_text(source) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<script>",
        "<blockquote>",
        "</p>",
        "&",
        "<a href='",
        "<style",
        " ",
        "<p>",
        "&#",
        "<div class=signature>",
    ],
)
def test_masses_of_broken_html_are_read_in_one_pass(piece: str) -> None:
    assert isinstance(html_to_text(piece * 20_000), str)
