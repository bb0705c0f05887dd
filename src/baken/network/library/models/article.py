"""Articles, what was written before, and what hangs on them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.merge import CHECK_FIELDS
from baken.foundation.region.models import PackRecord
from baken.network.library.access import (
    PARTNERS,
    READERS,
    ArticleQuerySet,
    OfArticleQuerySet,
    WritersQuerySet,
)


class Kind(models.TextChoices):
    """What a text is."""

    ARTICLE = "article", _("Article")
    DOCUMENT = "document", _("Document")
    TALK = "talk", _("Block of a talk")


class Theme(models.TextChoices):
    """Where a text stands on the shelves."""

    FORMS = "forms", _("Forms of exploitation")
    SIGNALS = "signals", _("Signals")
    ROUTES = "routes", _("Routes")
    LAW = "law", _("Law and privacy")
    CARE = "care", _("Care and shelter")
    ADMINISTRATION = "administration", _("Administrative approach")
    PREVENTION = "prevention", _("Prevention")
    POLICY = "policy", _("Policy")
    ORGANISATIONS = "organisations", _("Organisations")


class Audience(models.TextChoices):
    """For whom a text is."""

    READERS = READERS, _("Everybody with an account")
    PARTNERS = PARTNERS, _("Only who takes part in the approach")


class Content(models.Model):
    """What an editor writes; an article holds the published one, a revision each of them."""

    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    """Markdown (``baken.web.documents.markdown``)."""
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices)
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience.choices, default=Audience.READERS
    )
    url = models.URLField(_("address of the document"), max_length=500, blank=True)

    class Meta:
        abstract = True


CONTENT = ("title", "summary", "body", "theme", "audience", "url")
"""The fields of ``Content``: what a revision keeps and publishing copies."""


class Article(PackRecord, Content):
    """One text of the knowledge base, as it is published now.

    A text made on screen that was not published yet has ``is_published`` false and is known to
    writers only. ``plain_head`` and ``plain_body`` hold the words without accents, for search;
    ``actions.publishing`` and the pack keep them in step with title, summary and body.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    is_published = models.BooleanField(_("published"), default=False, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    """When a reader could first see this content."""
    last_checked_on = models.DateField(_("last checked"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=200, blank=True)
    """A role and an organisation, never a name: the page outlives the person's job."""
    review_on = models.DateField(_("check again on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=500, editable=False)
    plain_head = models.TextField(default="", editable=False)
    plain_body = models.TextField(default="", editable=False)
    search = models.GeneratedField(
        expression=SearchVector("plain_head", config="dutch", weight="A")
        + SearchVector("plain_body", config="dutch", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClosedManager.of(ArticleQuerySet)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("article")
        indexes = [
            GinIndex(fields=["search"], name="article_search"),
            models.Index(fields=["theme", "position"], name="article_by_theme"),
        ]

    def __str__(self) -> str:
        return self.title

    def held_back(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Keep a check on screen that is newer than that of the pack."""
        own, wanted = self.last_checked_on, values.get("last_checked_on")
        if own is None or (wanted is not None and wanted >= own):
            return frozenset()
        return CHECK_FIELDS


class RevisionState(models.TextChoices):
    """Where a revision stands; ``workflow.py`` says which steps there are."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("With a second reader")
    APPROVED = "approved", _("Approved, not yet published")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATES = (RevisionState.DRAFT, RevisionState.REVIEW, RevisionState.APPROVED)


class Revision(Content):
    """One version of a text, from draft to published. What was published is never changed.

    ``written_by`` None: the region pack wrote it. ``publish_on`` None: at once on approval.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("version"), editable=False)
    state = models.CharField(
        max_length=10, choices=RevisionState.choices, default=RevisionState.DRAFT, editable=False
    )
    change_note = models.CharField(_("what changed"), max_length=300, blank=True)
    remark = models.TextField(_("remark of the second reader"), max_length=2000, blank=True)
    written_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    publish_on = models.DateField(_("publish on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Goes up with every change; an editor who saw an older one is warned."""
    pen = models.UUIDField(null=True, editable=False)
    """The open page that saved last: what one page saves twice is no conflict with itself."""

    objects = ClosedManager.of(WritersQuerySet)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="revision_one_open",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(approved_by=F("written_by")),
                name="revision_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Attachment(models.Model):
    """A picture or a file of an article, kept in the database with it and judged by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=160)
    title = models.CharField(_("what it is"), max_length=200, blank=True)
    alt = models.CharField(_("what the picture shows"), max_length=400, blank=True)
    content_type = models.CharField(max_length=100)
    is_picture = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = ClosedManager.of(OfArticleQuerySet)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_picture=False) | ~Q(alt=""), name="attachment_picture_has_alt"
            ),
        ]

    def __str__(self) -> str:
        return self.name
