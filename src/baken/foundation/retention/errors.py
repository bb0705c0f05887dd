"""What a user can get wrong here."""


class HoldRefused(Exception):
    """The hold cannot be placed or released; the message is for the screen."""


class RetentionFailed(RuntimeError):
    """Some records could not be shredded; the others were. The message names ids only."""
