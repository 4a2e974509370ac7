"""Private words have no field: planted ones appear nowhere, not even in metadata, calendars or file names."""

import io
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import pypdf
import pytest

from cleanbreak.cases.facts import Address, CaseFacts
from cleanbreak.documents.catalogue import DOCUMENTS, document, file_name, render
from tests.documents.letters.reading import words_of_pdf
from tests.documents.letters.samples import full_case

MARKERS = tuple(f"geheim{number:03}wort" for number in range(200))


@dataclass(frozen=True)
class TalkativeAddress(Address):
    """An address that carries private words beside its public fields."""

    private: str = " ".join(MARKERS[100:])


@dataclass(frozen=True)
class TalkativeFacts(CaseFacts):
    """A case that carries private words beside its public fields."""

    notes: str = " ".join(MARKERS[:50])
    strain: str = " ".join(MARKERS[50:100])


def talkative() -> CaseFacts:
    case = full_case()
    ours = TalkativeAddress(*(getattr(case.ours, f.name) for f in fields(case.ours)))
    client = TalkativeAddress(*(getattr(case.client, f.name) for f in fields(case.client)))
    known = {f.name: getattr(case, f.name) for f in fields(case)} | {"ours": ours, "client": client}
    return TalkativeFacts(**known)


def everything_in(data: bytes, form: str) -> str:
    """All that a curious reader could find: words, metadata, names of parts, raw bytes."""
    found = data.decode("utf-8", "replace")
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [name + package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        found += "".join(parts)
    if form == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        found += str(reader.metadata) + str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())
        found += words_of_pdf(data)
    return found


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_no_private_word_reaches_a_document(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / MARKERS[0]
    home.mkdir()
    for variable in ("USER", "LOGNAME", "USERNAME", "HOME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(variable, str(home) if variable == "HOME" else MARKERS[1])
    monkeypatch.chdir(home)
    facts = talkative()
    for language in ("de", "en"):
        for form in document(name).forms:
            found = everything_in(render(name, facts, language, form), form) + file_name(name, facts, form)
            assert not [marker for marker in MARKERS if marker in found], (language, form)


def test_the_search_finds_a_marker_that_is_in_a_document() -> None:
    facts = full_case(reason=MARKERS[7])
    for form in ("pdf", "docx", "txt", "md"):
        assert MARKERS[7] in everything_in(render("disengagement_letter", facts, "de", form), form)


def test_the_author_of_a_file_is_the_practice_alone() -> None:
    facts = full_case()
    metadata = pypdf.PdfReader(io.BytesIO(render("thank_you", facts, "de", "pdf"))).metadata
    assert metadata is not None
    assert metadata.author == "Atelier Lindenhof"
    with zipfile.ZipFile(io.BytesIO(render("thank_you", facts, "de", "docx"))) as package:
        core = package.read("docProps/core.xml").decode()
    assert core.count("Atelier Lindenhof") == 2
    assert "python-docx" not in core


def test_reason_and_facts_of_the_cause_stay_out_when_no_reason_is_to_be_given() -> None:
    facts = full_case(reason_level="none", reason="Ein nicht gewählter Grund.")
    for name in ("disengagement_letter", "confirmation", "call_script", "client_page"):
        assert "nicht gewählter" not in render(name, facts, "de", "txt").decode()
