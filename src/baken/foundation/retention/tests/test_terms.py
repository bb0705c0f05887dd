"""How long something is kept, as the region decided."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from baken.foundation.region.pack import read_pack
from baken.foundation.retention import registry, terms
from baken.foundation.retention.terms import after_months, due_on, term_for
from baken.foundation.vault.models import SealedField, SealedModel
from baken.foundation.vault.tests.walk import models_of


def test_a_reason_has_its_own_term_and_others_the_default(terms):
    closed = dt.date(2026, 1, 31)
    assert due_on("file", "not-a-file", closed) == dt.date(2026, 2, 28)
    assert due_on("file", "of-a-later-version", closed) == dt.date(2027, 1, 31)
    assert term_for("file", "anything").months == 12


def test_a_kind_without_terms_is_refused_and_not_kept_for_ever(terms):
    with pytest.raises(LookupError):
        due_on("other", "default", dt.date(2026, 1, 31))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_is_never_early_by_more_than_a_short_month(day, months):
    later = after_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + dt.timedelta(days=1)).day == 1


TERM = """
  - {{kind: {kind}, reason: {reason}, months: 6, because: x, source: x, verification: P}}"""
HEAD = 'version: "1"\nvalid_from: "2026-01-01"\nsource: x\nverification: P\nterms:'


@pytest.fixture
def faults_of(tmp_path):
    """Return a function that gives the faults of a pack with these terms."""
    (tmp_path / "reasons.yaml").write_text("closing:\n  - {slug: duplicate}\n")

    def faults(*items):
        body = "".join(TERM.format(kind=kind, reason=reason) for kind, reason in items)
        (tmp_path / "retention.yaml").write_text(HEAD + body + "\n")
        pack = read_pack(tmp_path)
        own = [str(fault) for fault in pack.faults if fault.file.endswith("retention.yaml")]
        # Other sections are missing here, so the checker of the pack stops before this one.
        return own or [str(fault) for fault in terms.check(pack)]

    return faults


def test_terms_with_a_default_and_known_reasons_pass(faults_of):
    assert faults_of(("concern", "default"), ("concern", "duplicate"), ("file", "default")) == []


@pytest.mark.parametrize(
    ("items", "line", "message"),
    [
        ([("file", "default"), ("file", "default")], 7, "has a term already"),
        ([("file", "other")], 5, "no term with reason 'default'"),
        ([("concern", "default"), ("concern", "made-up")], 7, "no closing reason of this pack"),
        ([("Concern", "default")], 6, "Concern"),
    ],
)
def test_the_checker_names_the_line_of_a_wrong_term(faults_of, items, line, message):
    (fault,) = faults_of(*items)
    assert fault.startswith(f"{fault.split(':')[0]}:{line}:")
    assert message in fault


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_every_region_pack_has_terms_that_pass(region, tmp_path):
    folder = Path(settings.REGIONS_FOLDER) / region
    for name in ("retention.yaml", "reasons.yaml"):
        if (folder / name).exists():
            (tmp_path / name).write_text((folder / name).read_text())
    pack = read_pack(tmp_path)
    assert [fault for fault in pack.faults if fault.file.endswith("retention.yaml")] == []
    assert list(terms.check(pack)) == []


def test_every_sealed_model_of_the_chain_floor_has_a_retention_term():
    walked = [model for model in models_of("baken.chain") if issubclass(model, SealedModel)]
    assert walked
    assert registry.without_term(walked) == []


@isolate_apps("baken.foundation.retention")
def test_a_sealed_model_that_nobody_takes_along_is_found(monkeypatch):
    class Parent(SealedModel):
        class Meta:
            app_label = "retention"

    class Child(SealedModel):
        words = SealedField(null=True)
        parent = models.ForeignKey(Parent, on_delete=models.CASCADE)

        class Meta:
            app_label = "retention"

    class Stray(SealedModel):
        words = SealedField(null=True)
        parent = models.ForeignKey(Parent, on_delete=models.PROTECT)
        itself = models.ForeignKey("self", on_delete=models.CASCADE)

        class Meta:
            app_label = "retention"

    entry = registry.Retained("x", "x", "retention.Parent", None, None, None)
    monkeypatch.setattr(registry.Retained, "model", property(lambda entry: Parent))
    monkeypatch.setattr(registry, "_retained", {"x": entry})
    assert registry.without_term([Parent, Child, Stray]) == ["retention.Stray"]


def test_two_rooms_cannot_take_the_same_kind(monkeypatch):
    monkeypatch.setattr(registry, "_retained", {})
    rest = {"kind": "file", "label": "file", "find": lambda actor, pk: None}
    registry.register_retained("a.File", None, None, **rest)
    registry.register_retained("a.File", None, None, **rest)
    with pytest.raises(ValueError, match="registered by"):
        registry.register_retained("b.File", None, None, **rest)
    with pytest.raises(LookupError):
        registry.retained("other")
    assert terms.SECTION == "retention"
