"""Accounts and memberships: who somebody is, and what for."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.roles import Domain, Role
from baken.foundation.region.models import Organisation


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by mail address, without regard to case."""

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
    """One role of one person for one organisation, for a period (dates, ``until`` inclusive)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    domain = models.CharField(_("domain"), max_length=10, choices=Domain.choices, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation", "role", "domain", "starts_on"],
                name="membership_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
