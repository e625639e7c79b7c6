"""The digest at 07.30 and the list of Monday: how much waits, in figures; once a day."""

from datetime import time, timedelta

import sqlalchemy as sa

from referral import audit, db
from referral.reminders.clocks import SLEEP, local_day, on_wall
from referral.reminders.kinds import OF_HEADS
from referral.reminders.standing import BITS, ENTITLED, WHO

TELLS, MONDAY = time(7, 30), 0
LONG = timedelta(days=7)

_TELL = sa.text(f"""
WITH decided AS MATERIALIZED (
    INSERT INTO heartbeat (name, at) VALUES ('morning', :t)
    ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE heartbeat.at < :since
    RETURNING 1),
{WHO},
owed AS MATERIALIZED (
    SELECT f.id, f.case_id, f.due_at, CASE WHEN r.id IS NULL THEN f.owner_person_id
            ELSE coalesce(c.manager_id, r.sender_id) END AS owner_person_id,
        f.owner_unit_id, f.kind, f.sender_id, c.district_code, c.manager_id
    FROM follow_up f JOIN case_file c ON c.id = f.case_id
    -- Where the desk asked back the sender has to reply.
    LEFT JOIN referral r ON r.id = f.referral_id AND f.kind = 'answer' AND r.status = 'needs_info'
    WHERE f.done_at IS NULL AND f.kind <> 'send' AND EXISTS (SELECT FROM decided)),
-- What waits on whom; and for whom it is done, where that is another.
part AS (
    SELECT o.id AS follow_up_id, a.id, true AS mine
    FROM owed o JOIN answers a ON a.asked = o.owner_person_id
    UNION SELECT o.id, c.id, true FROM owed o JOIN crew c ON c.unit_id = o.owner_unit_id
    WHERE o.owner_person_id IS NULL AND o.kind <> ALL(:of_heads)
    UNION SELECT o.id, a.id, false
    FROM owed o JOIN answers a ON a.asked IN (o.sender_id, o.manager_id)),
whole AS (
    SELECT follow_up_id, id, bool_or(mine) AS mine FROM part GROUP BY follow_up_id, id),
daily AS (
    SELECT h.id, ARRAY[
        count(*) FILTER (WHERE w.mine AND r.due_at >= :t AND r.due_at < :tomorrow),
        count(*) FILTER (WHERE w.mine AND r.due_at < :t),
        count(*) FILTER (WHERE w.mine),
        count(*) FILTER (WHERE NOT w.mine)] AS counts
    FROM whole w JOIN owed r ON r.id = w.follow_up_id JOIN here h ON h.id = w.id
    WHERE {ENTITLED} GROUP BY h.id),
weekly AS (
    SELECT h.id, ARRAY[count(DISTINCT r.case_id)] AS counts
    FROM owed r JOIN watcher w ON w.district_code = r.district_code JOIN here h ON h.id = w.id
    WHERE :monday AND r.due_at < :week_ago AND {ENTITLED} GROUP BY h.id),
told AS (
    INSERT INTO inbox_item (key, person_id, kind, counts, at)
    SELECT md5(concat_ws(':', 'inbox', kind, CAST(:day AS text), id))::uuid, id, kind, counts, :t
    FROM (SELECT 'digest' AS kind, * FROM daily UNION ALL SELECT 'weekly', * FROM weekly) each_one
    ON CONFLICT DO NOTHING
    RETURNING key, person_id, kind),
mailed AS (
    INSERT INTO message (key, person_id, channel, kind, at, urgent, state, not_before, attempts,
        fence)
    SELECT md5(concat_ws(':', 'mail', t.kind, CAST(:day AS text), t.person_id))::uuid,
        t.person_id, 'mail', t.kind, :t, false, 'planned', :t, 0, 0
    FROM told t JOIN here h ON h.id = t.person_id AND h.mail_on
    ON CONFLICT DO NOTHING)
SELECT count(*) AS told, encode(sha256(coalesce(string_agg(key::text, ' ' ORDER BY key), '')
    ::bytea), 'hex') AS digest
FROM told""")  # noqa: S608 - parts of our own


def tell_digest() -> int:
    """Tell everyone for whom something waits, once a day from 07.30 WITA on; how many were told.

    The sign ``morning`` says when the day was decided: whoever comes second or again tells nobody.
    A day that was missed until 21.00 is not told of on the next.
    """
    with db.transaction():
        now = db.now()
        today = local_day(now)
        since = on_wall(today, TELLS)
        if not since <= now < on_wall(today, SLEEP):
            return 0
        facts = {
            "t": now,
            "since": since,
            "day": today.isoformat(),
            "tomorrow": on_wall(today + timedelta(days=1), time()),
            "monday": today.weekday() == MONDAY,
            "week_ago": now - LONG,
            "of_heads": [kind.value for kind in OF_HEADS],
            **BITS,
        }
        done = db.session.execute(_TELL, facts).one()
        if done.told:
            audit.write("digest.told", by=None, note=f"told={done.told} {done.digest}")
    return int(done.told)
