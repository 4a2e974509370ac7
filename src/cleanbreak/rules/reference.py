"""Prints the reference page of all rules: `python -m cleanbreak.rules.reference > docs/reference/rules.md`."""

import sys

from cleanbreak.rules.catalogue import every_record
from cleanbreak.rules.explanation import reference_page

if __name__ == "__main__":
    sys.stdout.write(reference_page(every_record()))
