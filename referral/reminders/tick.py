"""The tick: tells what has come due, set-based, by level; run twice it tells nothing twice."""

import logging
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from referral import audit, db
from referral.reminders.kinds import OF_HEADS
from referral.reminders.limits import Risk
from referral.reminders.standing import BITS, ENTITLED, WHO

PUT_OFF = timedelta(minutes=5)
_log = logging.getLogger(__name__)

_DUE = """
    SELECT l.follow_up_id AS id, l.rung AS told,
        (SELECT count(*) FROM unnest(l.rungs) AS r(at) WHERE r.at <= :t)::smallint AS rung
    FROM ladder l WHERE l.next_at <= :t"""
_MANY = f"{_DUE} ORDER BY l.next_at, l.follow_up_id LIMIT %d FOR UPDATE SKIP LOCKED"
_ONE = f"{_DUE} AND l.follow_up_id = :id FOR UPDATE SKIP LOCKED"

_DECIDE = """
WITH due AS MATERIALIZED (%(due)s),
-- The newest rung counts; those it jumps over are skipped. What waits for a head whom the unit does
-- not have is no work of its desk: who watches over the district hears.
moved AS (
    UPDATE ladder l SET rung = greatest(due.told, due.rung),
        next_at = coalesce(l.rungs[greatest(due.told, due.rung) + 1], :far)
    FROM due WHERE l.follow_up_id = due.id
    RETURNING l.follow_up_id, l.case_id, l.referral_id, l.person_id, l.unit_id, l.sender_id,
        l.person_id IS NULL AND l.kind = ANY(:of_heads) AS headless,
        l.rung, l.rung - due.told AS steps, l.audiences[l.rung] AS audience),
%(who)s,
rung AS MATERIALIZED (
    SELECT m.follow_up_id, m.case_id, m.referral_id, m.unit_id, m.rung, m.steps, lg.id AS legal,
        m.headless,
        m.audience
            | CASE WHEN lg.id IS NULL AND m.audience & :LEGAL <> 0 THEN :DEPUTY ELSE 0 END
            | CASE WHEN c.risk = :high AND m.audience & :HIGH_PROVINCE <> 0
            THEN :PROVINCE ELSE 0 END AS audience,
        c.district_code, o.id AS owner, b.id AS boss, e.id AS deputy,
        s.unit_id AS sender_unit_id, sb.id AS sender_boss
    FROM moved m JOIN case_file c ON c.id = m.case_id
    LEFT JOIN answers o ON o.asked = m.person_id AND o.direct
    LEFT JOIN answers lg ON lg.asked = c.legal_id AND lg.direct
    LEFT JOIN person p ON p.id = m.person_id LEFT JOIN answers b ON b.asked = p.supervisor_id
    LEFT JOIN desk d ON d.unit_id = m.unit_id LEFT JOIN here e ON e.id = d.deputy_id AND e.present
    LEFT JOIN person s ON s.id = m.sender_id LEFT JOIN answers sb ON sb.asked = s.supervisor_id
    WHERE m.steps > 0),
asked AS (
    SELECT follow_up_id, owner AS id FROM rung WHERE audience & :OWNER <> 0
    UNION SELECT follow_up_id, legal FROM rung WHERE audience & :LEGAL <> 0
    UNION SELECT follow_up_id, deputy FROM rung WHERE audience & :DEPUTY <> 0 AND NOT headless
    UNION SELECT follow_up_id, boss FROM rung WHERE audience & :SUPERVISOR <> 0
    UNION SELECT follow_up_id, sender_boss FROM rung WHERE audience & :SENDER_SUPERVISOR <> 0
    UNION SELECT follow_up_id, c.id FROM rung r JOIN crew c ON c.unit_id = r.unit_id
        WHERE NOT headless AND (audience & :DESK <> 0 OR (audience & :OWNER <> 0 AND owner IS NULL)
            OR (audience & :DEPUTY <> 0 AND deputy IS NULL))
    UNION SELECT follow_up_id, h.id FROM rung r JOIN head h ON h.unit_id = r.unit_id
        WHERE audience & :HEAD <> 0 OR (audience & :SUPERVISOR <> 0 AND boss IS NULL)
    UNION SELECT follow_up_id, h.id FROM rung r JOIN head h ON h.unit_id = r.sender_unit_id
        WHERE audience & :SENDER_SUPERVISOR <> 0 AND sender_boss IS NULL
    UNION SELECT follow_up_id, w.id FROM rung r JOIN watcher w ON w.district_code = r.district_code
        WHERE audience & w.bit <> 0),
heard AS MATERIALIZED (
    SELECT r.follow_up_id, h.id FROM asked a JOIN rung r ON r.follow_up_id = a.follow_up_id
    JOIN here h ON h.id = a.id WHERE %(entitled)s),
-- Nothing late is silent: where nobody may hear, one level up, and again.
lost AS MATERIALIZED (
    SELECT r.* FROM rung r
    WHERE NOT EXISTS (SELECT FROM heard h WHERE h.follow_up_id = r.follow_up_id)),
raised AS (
    SELECT follow_up_id, id FROM (
        SELECT u.follow_up_id, h.id, u.place,
            min(u.place) OVER (PARTITION BY u.follow_up_id) AS best
        FROM (
            SELECT l.follow_up_id, 1 AS place, h.id FROM lost l JOIN head h ON h.unit_id = l.unit_id
            UNION SELECT l.follow_up_id, w.bit, w.id
            FROM lost l JOIN watcher w ON w.district_code = l.district_code
            UNION SELECT l.follow_up_id, 2 * :PROVINCE, h.id
            FROM lost l JOIN area_grant g ON g.district_code = l.district_code AND g.until > :t
            JOIN here h ON h.unit_id = g.unit_id AND h.role = 'provincial_supervisor') u
        JOIN lost r ON r.follow_up_id = u.follow_up_id JOIN here h ON h.id = u.id
        WHERE %(entitled)s) ranked
    WHERE place = best),
told AS (
    INSERT INTO inbox_item (key, person_id, kind, case_id, referral_id, follow_up_id, rung, at)
    SELECT md5(concat_ws(':', 'inbox', r.follow_up_id, r.rung, t.id))::uuid, t.id, 'reminder',
        r.case_id, r.referral_id, r.follow_up_id, r.rung, :t
    FROM (SELECT * FROM heard UNION ALL SELECT * FROM raised) t
    JOIN rung r ON r.follow_up_id = t.follow_up_id
    ON CONFLICT DO NOTHING
    RETURNING key, person_id, case_id, referral_id, follow_up_id, rung),
mailed AS (
    INSERT INTO message (key, person_id, channel, kind, case_id, referral_id, follow_up_id, rung,
        at, urgent, state, not_before, attempts, fence)
    SELECT key, person_id, 'mail', 'reminder', case_id, referral_id, follow_up_id, rung, :t,
        urgent, app_mail_state(:t, goes), goes, 0, 0
    FROM (SELECT *, app_mail_at(:t, key, urgent) AS goes FROM (
        SELECT md5(concat_ws(':', 'mail', t.follow_up_id, t.rung, t.person_id))::uuid AS key,
            t.person_id, t.case_id, t.referral_id, t.follow_up_id, t.rung,
            r.audience & :ANYTIME <> 0 AS urgent
        FROM told t JOIN rung r ON r.follow_up_id = t.follow_up_id
        JOIN here h ON h.id = t.person_id AND h.mail_on) each_mail) timed
    ON CONFLICT DO NOTHING)
SELECT (SELECT count(*) FROM moved) AS moved,
    (SELECT coalesce(sum(steps - 1), 0) FROM rung) AS skipped,
    (SELECT count(*) FROM lost l
        WHERE NOT EXISTS (SELECT FROM raised u WHERE u.follow_up_id = l.follow_up_id)) AS unheard,
    count(*) AS told, encode(sha256(coalesce(string_agg(key::text, ' ' ORDER BY key), '')::bytea),
        'hex') AS digest
FROM told"""

_IDS = sa.text("""
    SELECT follow_up_id FROM ladder WHERE next_at <= :t
    ORDER BY next_at, follow_up_id LIMIT :limit""")
_LATER = sa.text("UPDATE ladder SET next_at = :later WHERE follow_up_id = :id AND next_at <= :t")


def nag_due(limit: int = 1000, now: datetime | None = None) -> int:
    """Tell what is due, in one transaction of at most ``limit`` promises; how many it took up.

    A batch that fails is told one by one, so that a bad promise delays only itself: it is put
    off for five minutes, logged, and found by ``reminders check``. Raises where the database is
    away. ``now`` is for operators who measure; the one clock decides otherwise.
    """
    try:
        return _tell(_many(limit), now)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        _log.error("reminders: a batch failed (%s), telling one by one", type(error.orig).__name__)
    return sum(_alone(each, now) for each in _due(limit, now))


@cache
def _many(limit: int) -> sa.TextClause:
    """The limit is part of the text: the planner must know how few rows will come."""
    return sa.text(_DECIDE % {"due": _MANY % limit, "who": WHO, "entitled": ENTITLED})


@cache
def _one() -> sa.TextClause:
    return sa.text(_DECIDE % {"due": _ONE, "who": WHO, "entitled": ENTITLED})


def _tell(statement: sa.TextClause, now: datetime | None, **only: int) -> int:
    with db.transaction():
        facts = {"t": now or db.now(), "far": db.FAR, "high": int(Risk.HIGH), **BITS, **only}
        facts["of_heads"] = [kind.value for kind in OF_HEADS]
        done = db.session.execute(statement, facts).one()
        if not done.moved:
            return 0
        note = f"told={done.told} skipped={done.skipped} unheard={done.unheard} {done.digest}"
        audit.write("reminder.told", by=None, note=note)
    if done.unheard:
        _log.error("reminders: nobody may hear of %d promises", done.unheard)
    return int(done.moved)


def _due(limit: int, now: datetime | None) -> list[int]:
    with db.transaction():
        facts = {"t": now or db.now(), "limit": limit}
        return list(db.session.scalars(_IDS, facts))


def _alone(id: int, now: datetime | None) -> int:
    try:
        return _tell(_one(), now, id=id)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        _log.error("reminders: follow-up %d failed: %s", id, type(error.orig).__name__)
    with db.transaction():
        moment = now or db.now()
        db.session.execute(_LATER, {"id": id, "t": moment, "later": moment + PUT_OFF})
    return 0
