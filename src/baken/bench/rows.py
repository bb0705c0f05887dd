"""The SQL that invents concerns: one statement per table, for a range of numbers.

Everything follows from the number of a concern, by ``dice`` (a hash), so the same number gives
the same concern. Ids are made from kind and number, so that children find their parents without
a look-up. Sealed columns hold bytes of a plausible length; ``samples`` seals some of them
really. The statements obey every constraint of the tables (a test seeds with all of them on).
"""

from __future__ import annotations

from hashlib import sha256

ALPHABET = "34679ACDEFHJKMNPQRTVWXY"
SPREAD = 7_919_000_017
"""A prime, so that no two numbers below 23 to the eighth share a reference."""


def _reference() -> str:
    """Return the expression for the eight letters of a reference, four and four."""
    many = len(ALPHABET)
    spread = f"mod(number * {SPREAD}, {many**8})"
    letters = [
        f"substr('{ALPHABET}', 1 + ({spread} / {many**place} % {many})::int, 1)"
        for place in range(8)
    ]
    return " || ".join(["prefix", "'-'", *letters[:4], "'-'", *letters[4:]])


def _bytes() -> str:
    """Return 2,048 bytes that do not compress, in PostgreSQL's notation."""
    return "".join(sha256(f"pad {part}".encode()).hexdigest() for part in range(64))


# Simple enough for PostgreSQL to put in line, which a function that reads a table is not.
FUNCTIONS = f"""
CREATE FUNCTION pg_temp.dice(number bigint, throw int) RETURNS float8 LANGUAGE sql IMMUTABLE
  AS $$ SELECT (hashint8extended(number, throw) & 2147483647) / 2147483648::float8 $$;
CREATE FUNCTION pg_temp.key(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
  AS $$ SELECT md5(kind || number)::uuid $$;
CREATE FUNCTION pg_temp.digest(kind text, number bigint) RETURNS bytea LANGUAGE sql IMMUTABLE
  AS $$ SELECT sha256((kind || number)::bytea) $$;
CREATE FUNCTION pg_temp.sealed(number bigint, size int) RETURNS bytea LANGUAGE sql IMMUTABLE
  AS $$ SELECT substr('\\x{_bytes()}'::bytea, 1 + (number & 1023)::int, size) $$;
CREATE FUNCTION pg_temp.reference(prefix text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT {_reference()} $$;
"""

CHUNK = """
CREATE TEMP TABLE bench_chunk AS
WITH thrown AS (
  SELECT n, pg_temp.dice(n, 4) AS stage,
    %(now)s::timestamptz - make_interval(secs => %(seconds)s * (%(total)s - n + pg_temp.dice(n, 9))
      / %(total)s) AS received_at,
    pg_temp.dice(n, 3) < CASE WHEN n > 0.96 * %(total)s THEN 0.85 ELSE 0.0166 END AS is_open
  FROM generate_series(%(low)s::bigint, %(high)s::bigint) AS n
), staged AS (
  SELECT *, CASE WHEN NOT is_open THEN 'closed' WHEN stage < 0.15 THEN 'received'
      WHEN stage < 0.40 THEN 'in-assessment' WHEN stage < 0.50 THEN 'decided'
      WHEN stage < 0.85 THEN 'with-partners' ELSE 'answered' END AS status
  FROM thrown
)
SELECT s.n, pg_temp.reference('BK', n) AS reference, pg_temp.key('concern', n) AS id,
  pg_temp.key('key', n) AS data_key_id, s.status,
  s.received_at, s.is_open, p.organisation_id, p.name AS place,
  array_position(ARRAY['received', '-', 'in-assessment', 'decided', '-', 'with-partners', '-',
    'answered', 'closed'], s.status) AS step,
  h.membership_id AS holder_id, h.account_id,
  o.membership_id AS other_id,
  s.status IN ('with-partners', 'answered') OR pg_temp.dice(n, 6) < 0.85 AND NOT is_open
    AS is_referred,
  CASE WHEN pg_temp.dice(n, 5) < 0.30 THEN ARRAY['labour'] WHEN pg_temp.dice(n, 5) < 0.55
    THEN ARRAY['sexual'] WHEN pg_temp.dice(n, 5) < 0.70 THEN ARRAY['criminal']
    WHEN pg_temp.dice(n, 5) < 0.75 THEN ARRAY['criminal', 'sexual'] WHEN pg_temp.dice(n, 5) < 0.79
    THEN ARRAY['services'] WHEN pg_temp.dice(n, 5) < 0.83 THEN ARRAY['marriage']
    WHEN pg_temp.dice(n, 5) < 0.86 THEN ARRAY['begging'] WHEN pg_temp.dice(n, 5) < 0.89
    THEN ARRAY['smuggling'] WHEN pg_temp.dice(n, 5) < 0.895 THEN ARRAY['adoption']
    WHEN pg_temp.dice(n, 5) < 0.898 THEN ARRAY['organ'] ELSE ARRAY['unknown'] END AS forms,
  CASE WHEN pg_temp.dice(n, 7) < 0.55 THEN 'public' WHEN pg_temp.dice(n, 7) < 0.70 THEN 'phone'
    WHEN pg_temp.dice(n, 7) < 0.85 THEN 'focal-point' WHEN pg_temp.dice(n, 7) < 0.95 THEN 'mail'
    ELSE 'partner' END AS channel,
  CASE WHEN pg_temp.dice(n, 8) < 0.2 THEN 'yes' WHEN pg_temp.dice(n, 8) < 0.7 THEN 'no'
    ELSE 'unknown' END AS minor,
  CASE WHEN pg_temp.dice(n, 10) < 0.8 THEN 'person' ELSE 'place' END AS subject,
  pg_temp.dice(n, 11) < 0.08 AS critical,
  CASE WHEN is_open THEN NULL ELSE least(%(now)s::timestamptz,
    received_at + make_interval(secs => 86400 * (5 + 80 * pg_temp.dice(n, 12)))) END AS closed_at,
  %(today)s::date - 4 + (14 * pg_temp.dice(n, 13))::int AS due_on
FROM staged AS s
JOIN bench_place AS p ON pg_temp.dice(n, 1) >= p.low AND pg_temp.dice(n, 1) < p.high
JOIN bench_member AS h ON h.organisation_id = p.organisation_id
  AND h.rank = floor(pg_temp.dice(n, 2) * p.members)
JOIN bench_member AS o ON o.organisation_id = p.organisation_id
  AND o.rank = mod(h.rank + 1, p.members);
CREATE TEMP TABLE bench_passed AS
SELECT c.*, j, c.n * 2 + j AS r, pg_temp.key('referral', c.n * 2 + j) AS referral_id,
  pg_temp.reference('DZ', c.n * 2 + j) AS passed_as,
  v.organisation_id AS receiver_id, v.membership_id AS answerer_id, v.account_id AS reader_id,
  v.name AS receiver,
  CASE WHEN c.status = 'with-partners' AND pg_temp.dice(n, 20) < 0.4 THEN 'sent'
    WHEN c.status = 'with-partners' THEN 'accepted'
    WHEN pg_temp.dice(n * 2 + j, 20) < 0.2 THEN 'refused' ELSE 'done' END AS answer,
  c.received_at + interval '30 hours' AS sent_at
FROM bench_chunk AS c
CROSS JOIN LATERAL generate_series(0, (pg_temp.dice(n, 21) < 0.15)::int) AS j
JOIN bench_receiver AS v
  ON v.rank = mod(floor(pg_temp.dice(n, 22) * %(receivers)s)::int + j, %(receivers)s)
WHERE c.is_referred;
"""

TABLES: dict[str, str] = {
    "vault_datakey": """
      (id, organisation_id, kek_id, wrapped, created_at)
      SELECT data_key_id, organisation_id, %(kek)s, pg_temp.sealed(n, 40), received_at
      FROM bench_chunk""",
    "concerns_concern": """
      (id, reference, organisation_id, status, channel, forms, minor, subject, critical,
       reporter_function, anonymous, received_at, holder_id, next_due_on, due_kind,
       feedback_given_at, closed_at, closing_reason, retention_due_on, data_key_id, version,
       route_version, submission_key)
      SELECT id, reference, organisation_id, status, channel, forms, minor,
       subject, critical, '', channel = 'public' AND pg_temp.dice(n, 14) < 0.4, received_at,
       CASE WHEN status <> 'received' THEN holder_id END, CASE WHEN is_open THEN due_on END,
       CASE status WHEN 'received' THEN 'first-look' WHEN 'in-assessment' THEN 'assessment'
         WHEN 'decided' THEN 'follow-up' WHEN 'with-partners' THEN 'referral-answer'
         WHEN 'answered' THEN 'feedback' ELSE '' END,
       closed_at, closed_at, CASE WHEN is_open THEN '' ELSE %(closing)s END,
       CASE WHEN NOT is_open THEN greatest(closed_at::date + 1826, %(today)s::date + 30) END,
       data_key_id, step, '',
       pg_temp.digest('submission', n)
      FROM bench_chunk""",
    "concerns_concerncontent": """
      (id, organisation_id, data_key_id, concern_id, story, answers, reporter, location)
      SELECT pg_temp.key('content', n), organisation_id, data_key_id, id,
       pg_temp.sealed(n, 189 + 32 * (20 * pg_temp.dice(n, 15))::int), pg_temp.sealed(n, 285),
       CASE WHEN pg_temp.dice(n, 14) >= 0.4 THEN pg_temp.sealed(n, 157) END, pg_temp.sealed(n, 125)
      FROM bench_chunk""",
    "concerns_concernevent": """
      (id, concern_id, organisation_id, receiver_id, referral_id, kind, at, by_membership_id,
       by_organisation_id, from_status, to_status, shown_to_reporter)
      SELECT pg_temp.key('event' || e.step, c.n), c.id, c.organisation_id,
       CASE WHEN e.step BETWEEN 5 AND 7 THEN p.receiver_id END,
       CASE WHEN e.step BETWEEN 5 AND 7 THEN p.referral_id END, e.kind,
       least(%(now)s::timestamptz, c.received_at + e.step * interval '6 hours'),
       CASE WHEN e.step > 1 THEN c.holder_id END,
       CASE WHEN e.step > 1 THEN c.organisation_id END, e.came_from, e.went_to, e.shown
      FROM bench_chunk AS c LEFT JOIN bench_passed AS p ON p.n = c.n AND p.j = 0
      JOIN (VALUES (1, 'received', '', '', true), (2, 'taken', 'received', 'in-assessment', true),
        (3, 'fact-added', '', '', false), (4, 'decided', 'in-assessment', 'decided', false),
        (5, 'referred', 'decided', 'with-partners', true), (6, 'referral-accepted', '', '', false),
        (7, 'referral-done', 'with-partners', 'answered', true),
        (8, 'feedback-given', '', '', true), (9, 'closed', 'answered', 'closed', true))
        AS e (step, kind, came_from, went_to, shown)
        ON e.step <= c.step AND (e.step NOT BETWEEN 5 AND 7 OR p.n IS NOT NULL)""",
    "concerns_handover": """
      (id, concern_id, organisation_id, to_holder_id, reason, by_membership_id, at)
      SELECT pg_temp.key('hand-over', n), id, organisation_id, holder_id, 'taken', holder_id,
       received_at + interval '12 hours'
      FROM bench_chunk WHERE step > 1""",
    "concerns_observation": """
      (id, concern_id, organisation_id, data_key_id, text, place, observed_on, observed_by, source,
       entered_by_id, entered_at)
      SELECT pg_temp.key('fact' || j, n), id, organisation_id, data_key_id,
       pg_temp.sealed(n, 125 + 64 * j), pg_temp.sealed(n, 61), received_at::date - j, '', 'seen',
       holder_id, received_at + j * interval '1 hour'
      FROM bench_chunk CROSS JOIN LATERAL
       generate_series(1, 1 + (2 * pg_temp.dice(n, 16))::int) AS j WHERE step > 1""",
    "concerns_interpretation": """
      (id, concern_id, organisation_id, data_key_id, text, entered_by_id, entered_at)
      SELECT pg_temp.key('meaning', n), id, organisation_id, data_key_id, pg_temp.sealed(n, 221),
       holder_id, received_at + interval '20 hours'
      FROM bench_chunk WHERE step > 2 AND pg_temp.dice(n, 17) < 0.5""",
    "concerns_person": """
      (id, concern_id, organisation_id, data_key_id, kind, name, birth_date, phone,
       entered_by_id, entered_at)
      SELECT pg_temp.key('person', n), id, organisation_id, data_key_id, 'possible-victim',
       pg_temp.sealed(n, 61), pg_temp.sealed(n, 61), pg_temp.sealed(n, 61),
       holder_id, received_at + interval '20 hours'
      FROM bench_chunk WHERE step > 2 AND pg_temp.dice(n, 18) < 0.6""",
    "concerns_personidentifier": """
      (id, person_id, concern_id, organisation_id, kind, blind)
      SELECT pg_temp.key('identifier' || kind, n), pg_temp.key('person', n), id, organisation_id,
       kind, pg_temp.digest('blind' || kind, n)
      FROM bench_chunk CROSS JOIN unnest(ARRAY['person', 'phone']) AS kind
      WHERE step > 2 AND pg_temp.dice(n, 18) < 0.6""",
    "concerns_note": """
      (id, concern_id, organisation_id, data_key_id, text, entered_by_id, entered_at)
      SELECT pg_temp.key('note', n), id, organisation_id, data_key_id, pg_temp.sealed(n, 157),
       holder_id, received_at + interval '26 hours'
      FROM bench_chunk WHERE step > 1 AND pg_temp.dice(n, 19) < 0.4""",
    "concerns_assessment": """
      (id, concern_id, organisation_id, data_key_id, question, text, requested_by_id, requested_at,
       assessor_id, due_on, given_at, advice, criteria)
      SELECT pg_temp.key('assessment', n), id, organisation_id, data_key_id, pg_temp.sealed(n, 93),
       CASE WHEN step > 3 THEN pg_temp.sealed(n, 189) END, holder_id,
       received_at + interval '13 hours', other_id, due_on,
       CASE WHEN step > 3 THEN received_at + interval '22 hours' END,
       CASE WHEN step > 3 THEN 'agree' ELSE '' END, '{"concrete": "yes", "recent": "yes"}'
      FROM bench_chunk WHERE step > 2 AND pg_temp.dice(n, 23) < 0.6""",
    "concerns_decision": """
      (id, concern_id, organisation_id, data_key_id, outcomes, motivation, second_opinion,
       without_second_opinion, decided_by_id, decided_at)
      SELECT pg_temp.key('decision', n), id, organisation_id, data_key_id,
       CASE WHEN is_referred OR is_open THEN ARRAY['refer'] ELSE ARRAY['no-action'] END,
       pg_temp.sealed(n, 189), pg_temp.dice(n, 23) < 0.6, pg_temp.sealed(n, 93), holder_id,
       received_at + interval '1 day'
      FROM bench_chunk WHERE step > 3""",
    "concerns_referral": """
      (id, reference, concern_id, organisation_id, receiver_id, kind, status, ground, forms, minor,
       subject, critical, snapshot, sent_at, sent_by_id, due_on, due_kind, answered_at,
       answered_by_id, recorded_by_sender, answer_read_at, ended_at, refusal_reason,
       withdrawal_reason, outcome, submission_key)
      SELECT referral_id, passed_as, id, organisation_id, receiver_id, 'referral',
       answer, %(ground)s, forms, minor, subject, critical, jsonb_build_object(
         'sender', jsonb_build_object('name', place, 'contacts', '[]'::jsonb),
         'receiver', jsonb_build_object('name', receiver, 'contacts', '[]'::jsonb)),
       sent_at, holder_id, CASE WHEN answer IN ('sent', 'accepted') THEN due_on END,
       CASE answer WHEN 'sent' THEN 'referral-answer' ELSE 'referral-result' END,
       CASE WHEN answer <> 'sent' THEN sent_at + interval '6 hours' END,
       CASE WHEN answer <> 'sent' THEN answerer_id END, false,
       CASE WHEN NOT is_open OR pg_temp.dice(r, 24) < 0.8 THEN sent_at + interval '9 hours' END,
       CASE WHEN answer IN ('done', 'refused') THEN sent_at + interval '8 hours' END,
       CASE answer WHEN 'refused' THEN %(refusal)s ELSE '' END, '',
       CASE answer WHEN 'done' THEN %(outcome)s ELSE '' END, pg_temp.digest('referral', r)
      FROM bench_passed""",
    "concerns_referralcontent": """
      (id, concern_id, organisation_id, data_key_id, referral_id, receiver_id, reason, message,
       answer)
      SELECT pg_temp.key('words', r), id, organisation_id, data_key_id, referral_id, receiver_id,
       pg_temp.sealed(r, 157), pg_temp.sealed(r, 221),
       CASE WHEN answer <> 'sent' THEN pg_temp.sealed(r, 125) END
      FROM bench_passed""",
    "concerns_referralmessage": """
      (id, concern_id, organisation_id, data_key_id, referral_id, receiver_id, side, text,
       written_by_id, written_at, read_at)
      SELECT pg_temp.key('message', r), id, organisation_id, data_key_id, referral_id, receiver_id,
       CASE WHEN pg_temp.dice(r, 25) < 0.2 THEN 'receiver' ELSE 'sender' END,
       pg_temp.sealed(r, 157), CASE WHEN pg_temp.dice(r, 25) < 0.2 THEN answerer_id
       ELSE holder_id END, sent_at + interval '5 hours',
       CASE WHEN NOT is_open OR pg_temp.dice(r, 26) < 0.7 THEN sent_at + interval '7 hours' END
      FROM bench_passed WHERE pg_temp.dice(r, 25) < 0.4""",
    "concerns_referralobservation": """
      (id, referral_id, concern_id, organisation_id, receiver_id, observation_id)
      SELECT pg_temp.key('shared', r), referral_id, id, organisation_id, receiver_id,
       pg_temp.key('fact1', n)
      FROM bench_passed""",
    "concerns_referralperson": """
      (id, referral_id, concern_id, organisation_id, receiver_id, person_id)
      SELECT pg_temp.key('named', r), referral_id, id, organisation_id, receiver_id,
       pg_temp.key('person', n)
      FROM bench_passed WHERE pg_temp.dice(n, 18) < 0.4""",
    "concerns_reporterchannel": """
      (id, concern_id, organisation_id, reporter_key, created_at, expires_at)
      SELECT pg_temp.key('channel', n), id, organisation_id,
       encode(pg_temp.digest('reporter', n), 'hex'), received_at, received_at + interval '1 year'
      FROM bench_chunk WHERE channel = 'public' OR pg_temp.dice(n, 27) < 0.3""",
    "concerns_feedbackmessage": """
      (id, concern_id, organisation_id, data_key_id, direction, means, standard, text,
       written_by_id, written_at, read_at)
      SELECT pg_temp.key('feedback' || j, n), id, organisation_id, data_key_id,
       CASE j WHEN 1 THEN 'to-reporter' ELSE 'from-reporter' END, 'channel',
       CASE j WHEN 1 THEN %(feedback)s ELSE '' END, pg_temp.sealed(n, 157),
       CASE j WHEN 1 THEN holder_id END, received_at + j * interval '2 days',
       CASE WHEN NOT is_open THEN received_at + interval '5 days' END
      FROM bench_chunk CROSS JOIN LATERAL
       generate_series(1, 1 + (pg_temp.dice(n, 28) < 0.05)::int) AS j WHERE step > 7""",
    "notices_notice": """
      (id, account_id, membership_id, kind, subject_kind, subject_id, path, due_on, created_at,
       read_at, mailed_at)
      SELECT pg_temp.key('notice' || j, n), account_id, holder_id,
       CASE j WHEN 1 THEN 'concern.received' ELSE 'referral.done' END, 'concern', id,
       '/signalen/' || id || '/', CASE j WHEN 1 THEN due_on END,
       received_at + j * interval '1 hour',
       CASE WHEN pg_temp.dice(n, 28 + j) < 0.8 THEN received_at + interval '1 day' END,
       received_at + interval '2 hours'
      FROM bench_chunk CROSS JOIN generate_series(1, 2) AS j
      WHERE received_at > %(now)s::timestamptz - interval '90 days'""",
}
"""The columns and rows of each table, parents first."""

AUDIT = """
CREATE TEMP TABLE bench_event AS
SELECT c.organisation_id AS chain, c.received_at + e.step * interval '5 hours' AS at, e.kind, c.n,
  e.step::text AS step, c.account_id, c.holder_id, c.organisation_id AS actor_id,
  'focal-point' AS role, 'concern' AS subject_kind, c.id AS subject_id, e.fields,
  CASE e.step WHEN 1 THEN jsonb_build_object('channel', c.channel,
    'reference', c.reference) ELSE e.details::jsonb END AS details
FROM bench_chunk AS c
JOIN (VALUES (1, 'concern.received', '{}', '{}'), (2, 'vault.read',
  '{concerns.concerncontent.story,concerns.concerncontent.answers}', '{"values": 3}'),
  (3, 'concern.taken', '{}', '{}'), (6, 'vault.read',
  '{concerns.observation.text,concerns.person.name}', '{"values": 9}'), (9, 'concern.closed', '{}',
  '{}')) AS e (step, kind, fields, details) ON e.step <= c.step
UNION ALL
SELECT receiver_id, sent_at + interval '4 hours', 'referral.read', r, 'read', reader_id,
  answerer_id, receiver_id, 'advice-desk', 'referral', referral_id, '{}',
  jsonb_build_object('referral', passed_as)
FROM bench_passed WHERE answer <> 'sent';
INSERT INTO bench_head (chain) SELECT DISTINCT chain FROM bench_event ON CONFLICT DO NOTHING;
INSERT INTO audit_auditevent (id, chain, sequence, at, actor_kind, actor_name, account_id,
  membership_id, organisation_id, role, event, subject_kind, subject_id, fields, reason, details,
  secret_id, previous_hash, hash)
SELECT pg_temp.key('audit' || step, n), e.chain,
  h.last + row_number() OVER (PARTITION BY e.chain ORDER BY at, n, step),
  least(at, %(now)s::timestamptz),
  CASE step WHEN '1' THEN 'intake' ELSE 'person' END, '', CASE WHEN step <> '1' THEN account_id END,
  CASE WHEN step <> '1' THEN holder_id END, actor_id, CASE WHEN step <> '1' THEN role ELSE '' END,
  kind, subject_kind, subject_id, fields::varchar[], '', details, %(secret)s,
  pg_temp.sealed(n, 32), pg_temp.digest('hash', n)
FROM bench_event AS e JOIN bench_head AS h USING (chain);
UPDATE bench_head AS h SET last = h.last + e.events
FROM (SELECT chain, count(*) AS events FROM bench_event GROUP BY chain) AS e
WHERE e.chain = h.chain;
"""

FORGET = "DROP TABLE IF EXISTS bench_chunk, bench_passed, bench_event;"
