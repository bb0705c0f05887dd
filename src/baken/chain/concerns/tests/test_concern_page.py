"""/signalen/<uuid>/: everything of one concern, in one audited read."""

from __future__ import annotations

from baken.chain.concerns import actions
from baken.foundation.access.actor import Actor
from baken.foundation.audit.models import AuditEvent
from baken.foundation.audit.register import record

from .pages import BUDGET, address, links, opened, queries_of, sent, text_of


def reads(concern):
    events = AuditEvent.objects.unscoped(reason="count the reads")
    return events.filter(event="vault.read", subject_id=concern.pk).count()


def full_concern(world):
    concern = world.in_assessment()
    world.add_fact(concern, "Een busje om zes uur")
    world.add_person(concern, name="Sam Voorbeeld", phone="0612345678")
    actions.add_interpretation(
        actor=world.focal, concern_id=concern.pk, text="Dit lijkt op uitbuiting"
    )
    actions.add_note(actor=world.focal, concern_id=concern.pk, text="Maandag bellen")
    world.weigh(concern, world.ask_colleague(concern))
    actions.decide(
        actor=world.focal, concern_id=concern.pk, outcomes=["refer"], motivation="Genoeg feiten"
    )
    referral = world.refer(concern)
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Wie belt er?")
    world.give_feedback(concern)
    return world.fresh(concern), referral


def test_facts_and_interpretation_stand_apart_and_all_else_is_there(world):
    concern, _referral = full_concern(world)
    page = opened(world.cast.focal_safety.client, "detail", concern.pk)
    facts = [e for e in page.all("article") if e.attrs.get("class") == "record"]
    opinions = page.all("blockquote")
    assert any("Een busje om zes uur" in fact.text for fact in facts)
    assert not any("Dit lijkt op uitbuiting" in fact.text for fact in facts)
    assert any("Dit lijkt op uitbuiting" in one.text for one in opinions)
    main = page.all("main")[0].text
    for said in (
        "Acht matrassen in een bedrijfshal",
        "Sam Voorbeeld",
        "Maandag bellen",
        "Past dit bij wat jullie zien?",
        "Genoeg feiten",
        "Wie belt er?",
        "Noor Verbeek",
    ):
        assert said in main, said


def test_a_page_is_one_read_in_the_register_with_its_purpose(world):
    concern, _referral = full_concern(world)
    before = reads(concern)
    opened(world.cast.focal_care.client, "detail", concern.pk)
    assert reads(concern) == before + 1
    audit = opened(world.cast.focal_safety.client, "audit", concern.pk)
    shown = audit.all("main")[0].text
    assert "Focal Care" in shown
    assert "Het hele signaal" in shown
    assert "Een busje" not in shown


def test_the_owner_reads_which_partner_looked_and_that_a_stranger_is_not_baken(world):
    concern, referral = full_concern(world)
    opened(world.cast.advice_desk.client, "referral", referral.pk)
    record(
        actor=Actor.stranger(),
        event="vault.read",
        organisation_id=concern.organisation_id,
        subject=("concern", concern.pk),
        details={"values": 1},
    )
    shown = opened(world.cast.focal_safety.client, "audit", concern.pk).all("main")[0].text
    assert "Advice Desk" in shown
    assert "Wat bij een doorzetting is gedeeld" in shown
    assert "iemand die niet was ingelogd" in shown


def test_the_number_of_queries_is_constant(world):
    concern, _referral = full_concern(world)
    client = world.cast.focal_safety.client
    before = queries_of(client, "detail", concern.pk)
    for number in range(5):
        world.add_fact(concern, f"Feit {number}")
        world.add_person(concern, remark=f"Iemand {number}")
    for slug in ("police", "nla", "veilig-thuis"):
        world.refer(concern, slug)
    assert queries_of(client, "detail", concern.pk) == before <= BUDGET


def test_only_steps_that_are_allowed_now_are_offered(world):
    client = world.cast.focal_safety.client

    def steps(concern):
        found = links(opened(client, "detail", concern.pk))
        names = ("take", "request-assessment", "decide", "refer", "close", "reopen", "hand-over")
        return {name for name in names if address(name, concern.pk) in found}

    assert steps(world.received()) == {"take", "close", "hand-over"}
    assert steps(world.in_assessment()) == {
        "request-assessment",
        "decide",
        "refer",
        "close",
        "hand-over",
    }
    assert steps(world.decided()) == {"refer", "close", "hand-over"}
    assert steps(world.referred()[0]) == {"decide", "refer", "hand-over"}
    assert steps(world.closed()) == {"reopen"}


def test_taking_is_one_press_and_a_colleague_who_was_first_is_named(world):
    concern = world.received()
    first = sent(world.cast.focal_safety.client, "take", concern.pk)
    assert world.fresh(concern).holder_id == world.focal.membership_id
    assert "U hebt dit signaal opgepakt" in text_of(first)
    late = sent(world.cast.focal_care.client, "take", concern.pk)
    assert world.fresh(concern).holder_id == world.focal.membership_id
    assert "Een collega behandelt dit signaal" in text_of(late)


def test_names_are_shown_as_text_and_never_run(world):
    concern = world.in_assessment()
    world.add_person(concern, name="<script>alert(1)</script> & O'Neill")
    response = world.cast.focal_safety.client.get(address("detail", concern.pk))
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert(1)</script> & O'Neill" in text_of(response)


def test_news_of_a_partner_is_ticked_off(world):
    concern, referral = world.answered()
    client = world.cast.focal_safety.client
    mark = address("mark-read", concern.pk, referral.pk)
    assert mark in links(opened(client, "detail", concern.pk))
    sent(client, "mark-read", concern.pk, referral.pk)
    assert mark not in links(opened(client, "detail", concern.pk))


def test_indicators_are_explained_without_a_score(region_pack, world):
    answers = {"indicators": {"AU-06": "seen", "AU-02": "told", "AU-10": "no"}, "when": "In mei"}
    concern = world.in_assessment(answers=answers)
    main = opened(world.cast.focal_safety.client, "detail", concern.pk).all("main")[0].text
    assert "In mei" in main
    assert "2 signalen uit de check" in main
    assert "%" not in main
