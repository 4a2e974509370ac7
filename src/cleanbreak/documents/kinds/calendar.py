"""All dates of the case as a calendar file."""

from cleanbreak.documents.kinds.document import Document

DOCUMENT = Document(name="calendar", frame="sheet", audience="user", forms=("ics",))
