"""Lists, counts and "my work": right rows, right order, constant numbers of queries."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import Http404
from django.template import Context, Template
from django.utils import timezone

from baken.chain.concerns import actions, codes, queries
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import Concern, ConcernStatus, Referral
from baken.chain.concerns.overview import overview
from baken.chain.concerns.queries import ConcernFilter, ReferralFilter
from baken.chain.concerns.reading import read_channel, read_concern, read_referral
from baken.chain.concerns.work import my_work
from baken.foundation.access.lock import acting_as


def references(page):
    return [row.reference for row in page.rows]


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def make_late(row, **column):
    name = column.get("column", "next_due_on")
    late = timezone.localdate() - dt.timedelta(days=3)
    type(row)._base_manager.filter(pk=row.pk).update(**{name: late})


# -- One record --------------------------------------------------------------------------------


def test_what_is_not_visible_is_not_found(world):
    concern, referral = world.referred()
    assert queries.get_concern(world.focal, concern.pk) == concern
    assert queries.get_referral(world.desk, referral.pk) == referral
    for actor, get, pk in (
        (world.cast.focal_schiedam.actor, queries.get_concern, concern.pk),
        (world.desk, queries.get_concern, concern.pk),
        (world.cast.coordinator.actor, queries.get_concern, concern.pk),
        (world.focal, queries.get_concern, uuid.uuid4()),
        (world.cast.police.actor, queries.get_referral, referral.pk),
        (world.cast.administrator.actor, queries.get_referral, referral.pk),
    ):
        with pytest.raises(Http404):
            get(actor, pk)


def test_a_concern_is_read_in_few_queries_however_much_is_in_it(
    world, django_assert_max_num_queries
):
    concern, _referral = world.referred()
    fresh = queries.get_concern(world.focal, concern.pk)
    with django_assert_max_num_queries(9):
        read_concern(world.focal, fresh)
    for number in range(3):
        fact = world.add_fact(concern, f"Feit {number}")
        world.add_person(concern, name=f"Persoon {number}")
    world.refer(concern, "police", observation_ids=(fact.pk,))
    with django_assert_max_num_queries(9):
        opened = read_concern(world.focal, fresh)
    assert len(opened.observations) == 3
    assert len(opened.referrals) == 2
    assert opened.referrals[0].row.receiver.slug == "police"
    assert opened.referrals[0].observations[0].texts["text"] == "Feit 2"
    assert opened.members[world.focal.membership_id].account.name == "Focal Safety"


def test_a_referral_and_a_channel_are_read_in_few_queries(world, django_assert_max_num_queries):
    _concern, referral = world.answered()
    fresh = queries.get_referral(world.desk, referral.pk)
    with django_assert_max_num_queries(12):
        read_referral(world.desk, fresh)
    reporter = world.reporter()
    with acting_as(reporter), django_assert_max_num_queries(10):
        read_channel(reporter)


# -- Lists -------------------------------------------------------------------------------------


def test_a_list_shows_the_own_municipality_newest_first(world):
    old, new = world.received(), world.received()
    Concern._base_manager.filter(pk=old.pk).update(received_at=days_ago(9))
    world.received("schiedam")
    page = queries.concern_list(world.focal, ConcernFilter())
    assert references(page) == [new.reference, old.reference]
    assert (page.count, page.first, page.last) == (2, 1, 2)
    oldest = queries.concern_list(world.focal, ConcernFilter(sort="oldest"))
    assert references(oldest) == [old.reference, new.reference]


@pytest.mark.parametrize(
    "wanted",
    [
        ConcernFilter(status="in-assessment"),
        ConcernFilter(form="sexual"),
        ConcernFilter(holder="mine"),
        ConcernFilter(critical=True),
        ConcernFilter(minor="yes"),
        ConcernFilter(due="overdue"),
        ConcernFilter(due="overdue", sort="due"),
        ConcernFilter(received_until=timezone.localdate() - dt.timedelta(days=5)),
    ],
)
def test_each_filter_finds_the_one_that_fits(world, wanted):
    world.received()
    hit = world.in_assessment(forms=("sexual", "criminal"), minor="yes", critical=True)
    make_late(hit)
    Concern._base_manager.filter(pk=hit.pk).update(received_at=days_ago(9))
    assert references(queries.concern_list(world.focal, wanted)) == [hit.reference]


def test_filters_on_holder_period_channel_state_and_reference(world):
    queued, held, closed = world.received(), world.in_assessment(), world.closed()
    holder = str(world.focal.membership_id)
    today = timezone.localdate()

    def found(**wanted):
        return set(references(queries.concern_list(world.focal, ConcernFilter(**wanted))))

    assert found() == {queued.reference, held.reference}
    assert found(state="closed") == {closed.reference}
    assert found(state="all", channel="public") == {c.reference for c in (queued, held, closed)}
    assert found(holder="nobody") == {queued.reference}
    assert found(holder=holder) == {held.reference}
    assert found(holder="not-an-id") == set()
    assert found(received_from=today) == {queued.reference, held.reference}
    assert found(received_from=today + dt.timedelta(days=1)) == set()
    typed = held.reference.lower().replace("-", " ")
    assert found(reference=typed) == {held.reference}
    assert found(channel="phone") == set()
    assert found(sort="nonsense") == {queued.reference, held.reference}


def test_due_soon_is_today_and_the_two_days_after(world):
    concern = world.in_assessment()
    for days, expected in ((-1, 0), (0, 1), (2, 1), (3, 0)):
        day = timezone.localdate() + dt.timedelta(days=days)
        Concern._base_manager.filter(pk=concern.pk).update(next_due_on=day)
        assert queries.concern_list(world.focal, ConcernFilter(due="soon")).count == expected


def test_a_list_takes_two_queries_whatever_its_length(world, django_assert_num_queries):
    for _ in range(3):
        world.received()
    with django_assert_num_queries(2):
        queries.concern_list(world.focal, ConcernFilter())
    with django_assert_num_queries(1):
        assert queries.concern_list(world.focal, ConcernFilter(form="organ")).rows == []


@pytest.mark.parametrize("wanted", [ConcernFilter(state="all", minor="yes")])
def test_a_filter_without_an_index_looks_back_only_so_far_and_says_so(world, monkeypatch, wanted):
    monkeypatch.setattr(queries, "SEARCH_LIMIT", 1)
    concerns = [world.received(minor="yes") for _ in range(3)]
    for days, concern in enumerate(concerns):
        Concern._base_manager.filter(pk=concern.pk).update(received_at=days_ago(days))
    page = queries.concern_list(world.focal, wanted)
    assert references(page) == [concerns[0].reference, concerns[1].reference]
    assert page.searched_from == world.fresh(concerns[1]).received_at
    older = timezone.localdate() - dt.timedelta(days=2)
    further = replace(wanted, received_until=older)
    assert references(queries.concern_list(world.focal, further)) == [concerns[2].reference]
    every = queries.concern_list(world.focal, ConcernFilter(state="all"))
    assert (every.count, every.searched_from) == (3, None)


def test_paging_stops_at_the_edges_and_counting_at_its_limit(world, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    monkeypatch.setattr(queries, "COUNT_LIMIT", 4)
    for _ in range(5):
        world.received()
    first = queries.concern_list(world.focal, ConcernFilter(), page=0)
    assert (first.number, first.pages, first.count, first.more_than) == (1, 2, 4, True)
    assert first.has_next
    assert not first.has_previous
    last = queries.concern_list(world.focal, ConcernFilter(), page=99)
    assert (last.number, last.first, last.last) == (2, 3, 4)
    assert last.has_previous
    assert not last.has_next
    assert not set(references(first)) & set(references(last))


def test_an_empty_list_is_one_empty_page(world):
    page = queries.concern_list(world.focal, ConcernFilter())
    assert (page.rows, page.pages, page.count, page.first) == ([], 1, 0, 0)


def test_referrals_are_listed_for_both_sides(world):
    _concern, referral = world.referred()
    _done, ended = world.answered()
    make_late(referral, column="due_on")

    def found(actor, **wanted):
        return set(references(queries.referral_list(actor, ReferralFilter(**wanted))))

    assert found(world.desk) == {referral.reference}
    assert found(world.desk, state="ended") == {ended.reference}
    assert found(world.desk, state="all") == {referral.reference, ended.reference}
    assert found(world.desk, state="all", status="done") == {ended.reference}
    assert found(world.desk, due="overdue") == {referral.reference}
    assert found(world.focal, side="sent") == {referral.reference}
    assert found(world.focal) == set()
    assert found(world.cast.police.actor) == set()


def test_a_slug_that_is_gone_from_its_list_is_shown_as_it_is(world):
    assert codes.label("closing", "followed-up").startswith("Opgevolgd")
    assert codes.label("closing", "long-gone") == "long-gone"
    assert {code.slug for code in codes.outcomes()} > {"advice-given", "help-started"}


def test_grounds_have_words_and_hold_for_a_receiver_and_a_kind(world):
    essm = world.cast.organisations["essm"]
    choices = {one.organisation: one for one in codes.receiver_choices(world.decided())}
    assert [one.slug for one in choices[essm].grounds_for("advice")] == ["no-personal-data"]
    labels = Labels()
    assert labels.grounds["consent"].label.startswith("Toestemming")
    page = '{% load concerns %}{{ labels.grounds|of:"long-gone" }}'
    assert Template(page).render(Context({"labels": labels})) == "long-gone"


# -- Outlines ----------------------------------------------------------------------------------


def test_the_region_lists_outlines_of_all_municipalities(world):
    here, there = world.received(), world.received("schiedam")
    coordinator = world.cast.coordinator.actor
    with acting_as(coordinator):
        every = queries.outline_list(coordinator, ConcernFilter())
        one = queries.outline_list(coordinator, ConcernFilter(municipality="schiedam"))
        none = queries.outline_list(coordinator, ConcernFilter(municipality="nowhere"))
    assert set(references(every)) == {here.reference, there.reference}
    assert references(one) == [there.reference]
    assert none.rows == []
    row = one.rows[0]
    assert row.organisation.slug == "schiedam"
    assert not row.is_overdue(timezone.localdate())
    assert not hasattr(row, "holder_id")


def test_the_overview_counts_where_work_waits(world, django_assert_num_queries):
    late = world.in_assessment(forms=("labour", "criminal"))
    make_late(late)
    Concern._base_manager.filter(pk=late.pk).update(received_at=days_ago(20))
    world.received("schiedam")
    world.closed()
    coordinator = world.cast.coordinator.actor
    with acting_as(coordinator):
        with django_assert_num_queries(2):
            found = overview(coordinator)
        one = overview(coordinator, municipality="vlaardingen")
    assert (found.open, found.overdue, one.open) == (2, 1, 1)
    assert found.by_status == {"in-assessment": 1, "received": 1}
    assert found.by_form == {"labour": 2, "criminal": 1}
    assert found.by_age == {2: 1, 0: 1}
    assert found.waiting_for == {"assessment": 1, "first-look": 1}
    assert found.stuck == {"assessment": 1}
    assert [(m.slug, m.open, m.overdue, m.received) for m in found.municipalities] == [
        ("schiedam", 1, 0, 1),
        ("vlaardingen", 1, 1, 0),
    ]


def test_a_mayor_sees_the_own_municipality_only(world):
    world.received()
    world.received("schiedam")
    mayor = world.cast.mayor.actor
    with acting_as(mayor):
        assert [place.slug for place in overview(mayor).municipalities] == ["vlaardingen"]
        assert queries.outline_list(mayor, ConcernFilter()).count == 1


# -- My work -----------------------------------------------------------------------------------


def test_overdue_work_comes_first_then_unread_then_by_deadline(world):
    calm, answered, late = world.in_assessment(), *world.answered()[:1], world.in_assessment()
    make_late(late)
    work = my_work(world.focal)
    assert [item.record.pk for item in work.mine] == [late.pk, answered.pk, calm.pk]
    assert [item.overdue for item in work.mine] == [True, False, False]
    assert work.mine[1].unread_answer
    assert work.mine[1].unread
    assert work.overdue == 1


def test_the_queue_shows_what_nobody_holds(world):
    queued = world.received()
    work = my_work(world.focal)
    assert [item.record.pk for item in work.queue] == [queued.pk]
    assert work.mine == []


def test_a_long_queue_crowds_out_nothing_that_is_ones_own(world, monkeypatch):
    monkeypatch.setattr("baken.chain.concerns.work.LIMIT", 2)
    queued = [world.received() for _number in range(3)]
    own = world.in_assessment()
    for concern in queued:
        make_late(concern)
    work = my_work(world.focal)
    assert [item.record.pk for item in work.mine] == [own.pk]
    assert len(work.queue) == 2


def test_messages_and_replies_show_as_unread_until_read(world):
    concern, referral = world.answered()
    actions.mark_answer_read(actor=world.focal, concern_id=concern.pk, referral_id=referral.pk)
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Dag.")
    world.give_feedback(concern)
    actions.reporter_reply(actor=world.reporter(), text="Dank.")
    item = my_work(world.focal).mine[0]
    assert (item.unread_answer, item.unread_message, item.unread_reply) == (False, True, True)
    actions.mark_messages_read(actor=world.focal, referral_id=referral.pk)
    actions.mark_reply_read(actor=world.focal, concern_id=concern.pk)
    assert not my_work(world.focal).mine[0].unread


def test_the_second_assessor_sees_what_to_weigh(world):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    make_late(assessment, column="due_on")
    work = my_work(world.colleague)
    assert [(item.record.pk, item.overdue) for item in work.to_weigh] == [(assessment.pk, True)]
    assert not my_work(world.focal).to_weigh


def test_a_partner_sees_referrals_overdue_first(world):
    _one, calm = world.referred()
    _two, late = world.referred()
    make_late(late, column="due_on")
    actions.send_referral_message(actor=world.focal, referral_id=calm.pk, text="Nog even.")
    work = my_work(world.desk)
    assert [item.record.pk for item in work.received] == [late.pk, calm.pk]
    assert [item.unread_message for item in work.received] == [False, True]
    assert (work.mine, work.queue, work.to_weigh) == ([], [], [])


@pytest.mark.parametrize("player", ["coordinator", "administrator", "mayor", "editor"])
def test_other_roles_have_no_work_here_and_cost_no_query(world, player, django_assert_num_queries):
    world.referred()
    with django_assert_num_queries(0):
        assert my_work(getattr(world.cast, player).actor).is_empty


def test_my_work_takes_at_most_four_queries(world, django_assert_max_num_queries):
    world.referred()
    world.answered()
    with django_assert_max_num_queries(4):
        assert not my_work(world.focal).is_empty


def test_an_open_record_knows_whether_it_waits_and_lives(world):
    concern, referral = world.referred()
    assert concern.is_open
    assert referral.is_waiting
    assert referral.is_live
    closed = world.closed()
    assert not closed.is_open
    done = Referral._base_manager.get(concern=closed)
    assert (done.is_waiting, done.is_live) == (False, True)
    assert closed.status == ConcernStatus.CLOSED
