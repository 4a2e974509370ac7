import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.importers.source import Limits
from cleanbreak.importers.xml import BrokenXmlError, root_of, text_of, walk


def texts(content, limits=None, **names):
    return [
        text_of(element, ".")
        for element, _ in walk(io.BytesIO(content), "f.xml", limits or Limits(), records={"r"}, **names)
    ]


def test_records_come_without_their_namespace_and_with_their_context():
    stream = io.BytesIO(b'<a xmlns="urn:x"><c><n>1</n><r>one</r></c><c><n>2</n><r>two</r></c></a>')
    found = [
        (element.tag, text_of(element, "."), text_of(context, "n"))
        for element, context in walk(stream, "f.xml", Limits(), records={"r"}, contexts={"c"})
    ]
    assert [item for item in found if item[0] == "r"] == [("r", "one", "1"), ("r", "two", "2")]


@pytest.mark.parametrize(
    "content",
    [
        "<a><r>Grün</r></a>".encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a><r>Grün</r></a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="windows-1252"?><a><r>Grün</r></a>'.encode("cp1252"),
        '<?xml version="1.0" encoding="UTF-8"?><a><r>Grün</r></a>'.encode("cp1252"),
        '<?xml version="1.0" encoding="UTF-16"?><a><r>Grün</r></a>'.encode("utf-16"),
        '\n <?xml version="1.0" encoding="nonsense"?><a><r>Grün</r></a>'.encode(),
        '<?xml version="1.0" encoding="UTF-8"?><a><r>Gr\u00fcn\x00\x0b</r></a>'.encode("utf-8-sig"),
    ],
)
def test_text_is_read_whatever_the_declaration_claims(content):
    assert texts(content) == ["Grün"]


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY e "x">]><a><r>&e;</r></a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><r>1</r></a>',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/x">%p;]><a/>',
        '<!DOCTYPE a [<!ENTITY e "x">]><a><r>&e;</r></a>'.encode("utf-16"),
    ],
)
def test_document_types_and_entities_are_refused(content):
    with pytest.raises(BrokenXmlError, match="document type"):
        texts(content)


def test_an_undeclared_entity_is_damage():
    with pytest.raises(BrokenXmlError, match="damaged"):
        texts(b"<a><r>&nbsp;</r></a>")


def test_nesting_beyond_the_limit_is_refused():
    with pytest.raises(BrokenXmlError, match="nested"):
        texts(b"<b>" * 10_000)


def test_a_record_beyond_the_size_limit_is_refused():
    with pytest.raises(BrokenXmlError, match="too large"):
        texts(b"<a><r>" + b"x" * 200_000 + b"</r></a>", replace(Limits(), max_record_bytes=100_000))


@pytest.mark.parametrize("tag", [b'<r a="' + b"x" * 5_000_000 + b'"/>', b"<!--" + b"x" * 5_000_000 + b"--><r>1</r>"])
def test_a_single_tag_of_megabytes_is_refused(tag):
    with pytest.raises(BrokenXmlError, match="too large"):
        texts(b"<a>" + tag + b"</a>")


def test_much_text_between_tags_is_no_large_tag():
    assert texts(b"<a><r>" + b"x" * 5_000_000 + b"</r></a>") == ["x" * 5_000_000]


def test_many_records_together_may_be_larger_than_one():
    content = b"<a>" + b"<r>" + b"x" * 1000 + b"</r>" + (b"<r>" + b"y" * 1000 + b"</r>") * 500 + b"</a>"
    assert len(texts(content, replace(Limits(), max_record_bytes=100_000))) == 501


def test_what_is_dropped_is_empty_in_the_record():
    stream = io.BytesIO(b"<r><line><x>1</x></line><n>2</n></r>")
    walked = walk(stream, "f.xml", Limits(), records={"r"}, dropped={"line"})
    assert [(text_of(element, "n"), text_of(element, "line/x")) for element, _ in walked] == [("2", "")]


def test_the_root_is_found_behind_comments_and_declarations():
    root = root_of(b'\xef\xbb\xbf<?xml version="1.0"?><!-- <fake> --><x:Document xmlns:x="urn:y">')
    assert root is not None
    assert (root.name, root.attributes.strip()) == ("Document", 'xmlns:x="urn:y"')


@pytest.mark.parametrize("head", [b"", b"id;name\n<a>", b"From <a@example.org>", b"<"])
def test_what_is_no_xml_has_no_root(head):
    assert root_of(head) is None


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused_with_a_sentence(noise):
    try:
        texts(b"<a><r>" + noise)
    except BrokenXmlError as error:
        assert "f.xml" in str(error)
