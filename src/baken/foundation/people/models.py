"""Accounts, memberships, one-time links and sessions: who somebody is, and what for.

An account carries no rights. Rights come from memberships that run today. Somebody who was
invited has an account that is not active yet; accepting the invitation activates it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Domain, Role
from baken.foundation.region.models import Organisation

from .access import AccountQuerySet
from .reader_model import ReaderRequest as ReaderRequest
from .reader_model import Refusal as Refusal
from .reader_model import RequestState as RequestState
from .token_model import ApiToken as ApiToken
from .token_model import TokenScope as TokenScope


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by mail address, without regard to case."""

    def get_queryset(self) -> AccountQuerySet:
        """Return the accounts with the questions of ``access.py``."""
        return AccountQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> AccountQuerySet:
        """Return the accounts that the actor may know of."""
        return self.get_queryset().visible_to(actor)

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with this mail address."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None) -> Account:
        """Create an account; without a password nobody can sign in with one."""
        account = self.model(email=email.strip().lower(), name=name)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A professional who may sign in. Rights come from memberships only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("work mail address"))
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(_("invented person"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_unique")]

    def __str__(self) -> str:
        return self.name

    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return False: Django's own permissions open nothing here."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Return False: there is no Django admin."""
        return False


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by period."""

    def running(self, on: dt.date) -> MembershipQuerySet:
        """Return the memberships that run on a day, both ends included."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Membership(models.Model):
    """One role of one person for one organisation, for a period (dates, ``until`` inclusive).

    A last day just before the first is an empty period: a role that was taken back before, or
    on the very day, it began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    domain = models.CharField(_("domain"), max_length=10, choices=Domain.choices, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("open work goes to"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on") - dt.timedelta(days=1)),
                name="membership_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation", "role", "domain", "starts_on"],
                name="membership_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def is_empty(self) -> bool:
        """True when the role was taken back before it had begun."""
        return self.ends_on is not None and self.ends_on < self.starts_on

    @property
    def phase(self) -> str:
        """Return ``running``, ``coming`` or ``ended``, as of today."""
        today = timezone.localdate()
        if self.is_empty or (self.ends_on is not None and self.ends_on < today):
            return "ended"
        return "coming" if self.starts_on > today else "running"


class LinkPurpose(models.TextChoices):
    """What a one-time link lets somebody do."""

    JOIN = "join", _("Accept an invitation")
    RESTART = "restart", _("Start again after a reset of the second factor")
    PASSWORD = "password", _("Choose a new password")
    CONFIRM = "confirm", _("Confirm the mail address of a request to read")
    READER = "reader", _("Choose a password as an admitted reader")
    RENEW = "renew", _("Go on reading for another year")
    RISE = "rise", _("Start again for a role with a second step")


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    """One-time links by state."""

    def open(self) -> OneTimeLinkQuerySet:
        """Return the links that can still be used."""
        return self.filter(
            used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        )


class OneTimeLink(models.Model):
    """A link that works once and for a limited time; only a digest of its secret is kept.

    The secret is drawn when the mail is written (``links.issue``), so that it lies neither in
    the database nor in the queue of mails.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="links")
    reader_request = models.ForeignKey(
        ReaderRequest, on_delete=models.CASCADE, null=True, related_name="links"
    )
    """Whose mail address the link confirms, while there is no account."""
    purpose = models.CharField(_("purpose"), max_length=10, choices=LinkPurpose.choices)
    digest = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["account", "purpose"], name="link_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, reader_request__isnull=False, purpose="confirm")
                | (Q(account__isnull=False, reader_request__isnull=True) & ~Q(purpose="confirm")),
                name="link_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.pk})"


class AccountSession(AbstractBaseSession):
    """A session of the site; ``session_key`` holds the SHA-256 of the cookie, never the cookie.

    Whoever reads a backup cannot continue anybody's session. Account, device and start stand
    in columns, so that somebody can see and end their own sessions.
    """

    session_key = models.CharField(_("session"), max_length=64, primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    device = models.CharField(_("device"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("signed in"), null=True)
    seen_at = models.DateTimeField(_("last used"), null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.device} ({self.session_key[:8]})"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that writes these rows."""
        from .session_store import SessionStore

        return SessionStore
