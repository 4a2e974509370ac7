"""The one root of every error that Cleanbreak raises on purpose."""


class CleanbreakError(Exception):
    """Root of everything Cleanbreak raises on purpose.

    `code` is stable and lets an edge translate; `message` is the English sentence with the parameters' names
    in braces: what happened, where, and what to do.
    """

    code = "error"
    message = "Cleanbreak could not do what was asked."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message.format(**params))


class CurrencyMismatchError(CleanbreakError):
    """Two currencies met in one sum."""

    code = "currency_mismatch"
    message = "Cannot combine {left} and {right}: give a rate, or report the two separately."


class UnreadableError(CleanbreakError):
    """A file or folder could not be read at all."""

    code = "unreadable"
    message = "{file}: {what}. {todo}"


class SettingsError(CleanbreakError):
    """The settings file holds something that cannot be used."""

    code = "settings"
    message = "{file}: {what}. {todo}"
