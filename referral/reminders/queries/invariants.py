"""What must always hold of promises, reminders and messages: each law asks for its breaches."""

from dataclasses import dataclass

import sqlalchemy as sa

from referral import db
from referral.outbox import ATTEMPTS
from referral.reminders.ladder import Audience


@dataclass(frozen=True)
class Violation:
    """A law that is broken, and the first row that breaks it."""

    law: str
    row: str

    def __str__(self) -> str:
        return f"{self.law}: {self.row}"


_LAWS = {
    "I1 what is due for more than a minute has been told": """
        SELECT l.follow_up_id FROM ladder l
        WHERE l.rungs[l.rung + 1] < app_now() - interval '1 minute'""",
    "I1 one message for each person, promise and rung": """
        SELECT min(id) FROM message WHERE follow_up_id IS NOT NULL
        GROUP BY person_id, follow_up_id, rung, channel HAVING count(*) > 1""",
    "I2 a message is settled exactly in its last states": """
        SELECT id FROM message WHERE (settled_at IS NULL)
            <> (state IN ('planned', 'held', 'sending', 'failed'))""",
    "I2 who sends holds a lease": """
        SELECT id FROM message WHERE state = 'sending' AND lease_until IS NULL""",
    "I3 nothing is owed of a kept promise for longer than a lease": """
        SELECT m.id FROM message m JOIN follow_up f ON f.id = m.follow_up_id
        WHERE m.settled_at IS NULL AND f.done_at IS NOT NULL
            AND m.not_before < app_now() - interval '10 minutes'""",
    "I4 no rung stands in the night but those that may": """
        SELECT l.follow_up_id FROM ladder l, unnest(l.rungs, l.audiences) AS r(at, audience)
        WHERE app_quiet(r.at) AND r.audience & :anytime = 0""",
    "I4 at night only what is urgent goes out": """
        SELECT id FROM message WHERE state = 'sent' AND NOT urgent AND app_quiet(settled_at)
            AND app_quiet(settled_at - interval '2 minutes')""",
    "I7 the audit counts every reminder": """
        SELECT told FROM (
            SELECT (SELECT count(*) FROM inbox_item WHERE kind = 'reminder') AS told,
                (SELECT coalesce(sum(CAST(substring(note FROM 'told=([0-9]+)') AS bigint)), 0)
                 FROM audit_entry WHERE act = 'reminder.told') AS counted) t
        WHERE told <> counted""",
    "I7 the audit counts every digest": """
        SELECT told FROM (
            SELECT (SELECT count(*) FROM inbox_item WHERE kind IN ('digest', 'weekly')) AS told,
                (SELECT coalesce(sum(CAST(substring(note FROM 'told=([0-9]+)') AS bigint)), 0)
                 FROM audit_entry WHERE act = 'digest.told') AS counted) t
        WHERE told <> counted""",
    "I7 every sent or dead message has its audit entry": """
        SELECT m.id FROM message m WHERE m.state IN ('sent', 'dead') AND NOT EXISTS (
            SELECT FROM audit_entry a WHERE a.act = 'message.' || m.state
                AND a.note = CAST(m.key AS text))""",
    "I8 a message names its kind by a code": """
        SELECT id FROM message WHERE kind !~ '^[a-z_]{1,40}$'""",
    "I9 no message is tried too often": """
        SELECT id FROM message WHERE attempts > :attempts""",
    "I10 each told rung stands in an inbox": """
        SELECT l.follow_up_id FROM ladder l WHERE l.rung > 0 AND NOT EXISTS (
            SELECT FROM inbox_item i WHERE i.follow_up_id = l.follow_up_id AND i.rung = l.rung)""",
    "a case's next due time is its nearest open promise": """
        SELECT c.number FROM case_file c WHERE c.next_due_at <> coalesce((
            SELECT min(f.due_at) FROM follow_up f WHERE f.case_id = c.id AND f.done_at IS NULL),
            :far)""",
    "every open promise that rings has a ladder": """
        SELECT f.id FROM follow_up f LEFT JOIN referral r ON r.id = f.referral_id
        WHERE f.done_at IS NULL AND f.kind <> 'send' AND NOT (f.kind = 'answer'
            AND r.urgency = 'darurat' AND r.claimed_at IS NULL)
            AND NOT EXISTS (SELECT FROM ladder l WHERE l.follow_up_id = f.id)""",
    "no kept promise has a ladder": """
        SELECT l.follow_up_id FROM ladder l JOIN follow_up f ON f.id = l.follow_up_id
        WHERE f.done_at IS NOT NULL""",
    "a ladder tells of the same owner as its promise": """
        SELECT l.follow_up_id FROM ladder l JOIN follow_up f ON f.id = l.follow_up_id
        WHERE l.unit_id <> f.owner_unit_id OR l.person_id IS DISTINCT FROM f.owner_person_id""",
    "every open promise is owed by somebody who works here": """
        SELECT f.id FROM follow_up f JOIN person p ON p.id = f.owner_person_id
        WHERE f.done_at IS NULL AND NOT p.active""",
}


def first_violation() -> Violation | None:
    """The first law that does not hold, None where all do. Reads whole tables: for operators."""
    facts = {"attempts": ATTEMPTS, "far": db.FAR, "anytime": int(Audience.ANYTIME)}
    for law, query in _LAWS.items():
        row = db.session.scalar(sa.text(query), facts)
        if row is not None:
            return Violation(law, str(row))
    return None
