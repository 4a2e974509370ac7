"""The rows of the store. Every row belongs to a practice; private words and case words never share a table."""

from django.db import models


class PracticeRow(models.Model):
    """One practice: its sender block and settings as JSON."""

    name = models.CharField(max_length=300, blank=True)
    facts = models.TextField(default="{}")

    class Meta:
        """Name of the table."""

        db_table = "practice"


class OfPractice(models.Model):
    """What every other row has."""

    practice = models.ForeignKey(PracticeRow, on_delete=models.CASCADE)

    class Meta:
        """No table of its own."""

        abstract = True


class SourceRow(OfPractice):
    """A folder or file that was imported."""

    path = models.TextField()
    last_read_at = models.CharField(max_length=40)

    class Meta:
        """One row per path."""

        db_table = "source"
        constraints = (models.UniqueConstraint(fields=("practice", "path"), name="one_source_per_path"),)


class ClientRow(OfPractice):
    """A client; `figures` is the review's published view of them as of `as_of`."""

    key = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    figures = models.TextField(default="{}")
    as_of = models.CharField(max_length=10, blank=True)

    class Meta:
        """One row per name key."""

        db_table = "client"
        constraints = (models.UniqueConstraint(fields=("practice", "key"), name="one_client_per_key"),)


class RecordRow(OfPractice):
    """A ledger record of a client. `digest` tells whether it is known already."""

    client = models.ForeignKey(ClientRow, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    on = models.CharField(max_length=10)
    data = models.TextField()

    class Meta:
        """Each record once."""

        db_table = "record"
        constraints = (models.UniqueConstraint(fields=("practice", "digest"), name="one_row_per_record"),)


class FlaggedMessageRow(OfPractice):
    """A message whose words count as evidence: its body, where it stands and the hash of the body."""

    client = models.ForeignKey(ClientRow, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    at = models.CharField(max_length=40)
    data = models.TextField()

    class Meta:
        """Each message once."""

        db_table = "flagged_message"
        constraints = (models.UniqueConstraint(fields=("practice", "digest"), name="one_row_per_message"),)


class CaseRow(OfPractice):
    """A case file; `length` and `head` are those of its chain and rise together with it."""

    number = models.CharField(max_length=40)
    client_key = models.CharField(max_length=300)
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        """One row per number."""

        db_table = "case_file"
        constraints = (models.UniqueConstraint(fields=("practice", "number"), name="one_case_per_number"),)


class EntryRow(OfPractice):
    """One entry of a case's chain."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE)
    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=30)
    on = models.CharField(max_length=10)
    recorded_at = models.CharField(max_length=40)
    content = models.TextField()
    salt = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """One entry per place: two writers cannot fork a chain."""

        db_table = "case_entry"
        constraints = (models.UniqueConstraint(fields=("case", "sequence"), name="one_entry_per_place"),)


class PrivateWordRow(OfPractice):
    """Words for the user alone: notes and the promised reward. Nothing that writes letters can reach this table."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    on = models.CharField(max_length=10)
    text = models.TextField()

    class Meta:
        """The same words once a day."""

        db_table = "private_word"
        constraints = (
            models.UniqueConstraint(fields=("case", "kind", "on", "text"), name="same_private_word_once_a_day"),
        )


class CheckInRow(OfPractice):
    """How much a client weighs in a week, 0 to 100, with a private note."""

    client_key = models.CharField(max_length=300)
    week = models.CharField(max_length=10)
    on = models.CharField(max_length=10)
    strain = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta:
        """One per client and week; `week` is its Monday."""

        db_table = "private_checkin"
        constraints = (
            models.UniqueConstraint(fields=("practice", "client_key", "week"), name="one_checkin_per_week"),
            models.CheckConstraint(condition=models.Q(strain__lte=100), name="strain_up_to_100"),
        )
