"""What can go wrong in the vault. No message ever carries a value, only names and ids."""


class VaultError(Exception):
    """Base of all errors of the vault."""


class KeyMissing(VaultError):
    """A key or secret is not configured, or is not a well-formed one."""


class KeyDestroyed(VaultError):
    """The data key was destroyed: what it sealed can never be read again."""


class NotSealable(VaultError):
    """The text is not valid Unicode (a lone surrogate), so it cannot be sealed."""


class Tampered(VaultError):
    """Sealed bytes were changed, cut, moved to another row or column, or carry another key."""


class ReadRefused(VaultError):
    """This kind of actor never reads sealed data (the public form, a background job)."""
