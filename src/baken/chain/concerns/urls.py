"""Addresses of concerns: ids only, never a name; what is sought or answered is posted."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    detail,
    facts,
    feedback,
    handling,
    listing,
    looking,
    overview,
    receiving,
    referrals,
    referring,
    report,
    way_back,
    weighing,
    work,
)

app_name = "concerns"
Routes = list[URLPattern | URLResolver]

_sent: Routes = [
    path("intrekken/", referrals.withdraw, name="withdraw"),
    path("antwoord/", referrals.record_answer, name="record-answer"),
    path("bericht/", referrals.send_message, name="send-message"),
    path("gelezen/", referrals.mark_read, name="mark-read"),
]

_concern: Routes = [
    path("", detail.detail, name="detail"),
    path("logboek/", detail.audit, name="audit"),
    # Holding it
    path("oppakken/", handling.take, name="take"),
    path("gegevens/", handling.edit_details, name="edit-details"),
    path("overdragen/", handling.hand_over, name="hand-over"),
    path("sluiten/", handling.close, name="close"),
    path("heropenen/", handling.reopen, name="reopen"),
    # What is known
    path("feiten/nieuw/", facts.add_observation, name="add-observation"),
    path(
        "feiten/<uuid:observation_id>/verbeteren/",
        facts.correct_observation,
        name="correct-observation",
    ),
    path("duiding/nieuw/", facts.add_interpretation, name="add-interpretation"),
    path("personen/nieuw/", facts.add_person, name="add-person"),
    path("notities/nieuw/", facts.add_note, name="add-note"),
    # Weighing
    path("tweede-lezer/", weighing.request_assessment, name="request-assessment"),
    path("tweede-lezer/<uuid:assessment_id>/", weighing.give_assessment, name="give-assessment"),
    path("besluit/", weighing.decide, name="decide"),
    # Passing on
    path("doorzetten/", referring.refer, name="refer"),
    path("doorzetten/<slug:receiver>/", referring.refer_to, name="refer-to"),
    path("doorzetten/<slug:receiver>/controle/", referring.refer_preview, name="refer-preview"),
    path("doorzetten/<slug:receiver>/versturen/", referring.refer_send, name="refer-send"),
    path("doorzettingen/<uuid:referral_id>/", include(_sent)),
    # The reporter
    path("terugkoppeling/", feedback.give_feedback, name="give-feedback"),
    path("terugkoppeling/code/", feedback.open_channel, name="open-channel"),
    path("terugkoppeling/gelezen/", feedback.mark_reply_read, name="mark-reply-read"),
]

_received: Routes = [
    path("", receiving.referral, name="referral"),
    path("aannemen/", receiving.accept, name="accept"),
    path("weigeren/", receiving.refuse, name="refuse"),
    path("afronden/", receiving.complete, name="complete"),
    path("bericht/", receiving.write, name="write"),
    path("gelezen/", receiving.mark_messages_read, name="mark-messages-read"),
]

urlpatterns = [
    # Public
    path("melden/", report.report, name="report"),
    path("melden/versturen/", report.report_send, name="report-send"),
    path("terugkoppeling/", way_back.way_back, name="way-back"),
    path("terugkoppeling/lezen/", way_back.way_back_read, name="way-back-read"),
    path("terugkoppeling/antwoord/", way_back.way_back_reply, name="way-back-reply"),
    # Signed in
    path("mijn-werk/", work.my_work, name="my-work"),
    path("signalen/", listing.concern_list, name="list"),
    path("signalen/nieuw/", handling.register, name="register"),
    path("signalen/<uuid:concern_id>/", include(_concern)),
    path("doorzettingen/", receiving.referral_list, name="referrals"),
    path("doorzettingen/<uuid:referral_id>/", include(_received)),
    path("zoeken/", looking.look_up, name="look-up"),
    path("overzicht/", overview.region_overview, name="overview"),
    path("overzicht/gemeente/", overview.municipality_overview, name="municipality-overview"),
]
