"""Who stands where at this minute, as SQL: present, standing in, at the desk, above; entitled."""

from referral.reminders.ladder import Audience

BITS = {str(audience.name): int(audience) for audience in Audience}
"""The audiences by name, as parameters."""

WHO = """
gone AS MATERIALIZED (
    SELECT DISTINCT ON (person_id) person_id, stand_in_id FROM absence
    WHERE since <= :t AND until > :t ORDER BY person_id, since DESC, id),
here AS MATERIALIZED (
    SELECT p.id, p.unit_id, p.role, p.mail_on, g.person_id IS NULL AS present
    FROM person p LEFT JOIN gone g ON g.person_id = p.id
    WHERE p.active AND (p.mandate_until IS NULL
        OR p.mandate_until >= CAST(CAST(:t AS timestamptz) AT TIME ZONE 'Asia/Makassar' AS date))),
-- Who answers for whom: oneself, while away the stand-in, else (not direct) the desk's deputy.
answers AS MATERIALIZED (
    SELECT id AS asked, id, true AS direct FROM here WHERE present
    UNION ALL
    SELECT g.person_id, h.id, s.id IS NOT NULL
    FROM gone g JOIN person p ON p.id = g.person_id
    LEFT JOIN here s ON s.id = g.stand_in_id AND s.present
    LEFT JOIN desk d ON d.unit_id = p.unit_id
    JOIN here h ON h.id = coalesce(s.id, d.deputy_id) AND h.present),
-- A desk's people: whose turn it is, else its deputy, else all who work there, at last the absent.
crew AS MATERIALIZED (
    SELECT unit_id, id FROM (
        SELECT *, min(place) OVER (PARTITION BY unit_id) AS best FROM (
            SELECT d.unit_id, 1 AS place, a.id FROM duty d
            JOIN answers a ON a.asked = d.person_id AND a.direct
            WHERE d.since <= :t AND d.until > :t
            UNION ALL
            SELECT d.unit_id, 2, h.id FROM desk d JOIN here h ON h.id = d.deputy_id AND h.present
            UNION ALL
            SELECT unit_id, CASE WHEN present THEN 3 ELSE 4 END, id FROM here
            WHERE role IN ('provider', 'case_manager', 'unit_head')) each_one) ranked
    WHERE place = best),
head AS MATERIALIZED (
    SELECT h.unit_id, a.id FROM here h JOIN answers a ON a.asked = h.id
    WHERE h.role = 'unit_head'),
watcher AS MATERIALIZED (
    SELECT g.district_code, a.id,
        CASE h.role WHEN 'district_supervisor' THEN :DISTRICT ELSE :PROVINCE END AS bit
    FROM area_grant g JOIN here h ON h.unit_id = g.unit_id
        AND h.role IN ('district_supervisor', 'provincial_supervisor')
    JOIN answers a ON a.asked = h.id WHERE g.until > :t)"""
"""Parts of a WITH: ``here``, ``answers``, ``crew``, ``head``, ``watcher``, all at ``:t``."""

ENTITLED = """
    NOT EXISTS (SELECT FROM exclusion x WHERE x.person_id = h.id AND x.case_id = r.case_id)
    AND (EXISTS (SELECT FROM access_grant g WHERE g.case_id = r.case_id AND g.since <= :t
            AND g.until > :t AND (g.person_id = h.id OR g.unit_id = h.unit_id) OFFSET 0)
        OR EXISTS (SELECT FROM area_grant g WHERE g.unit_id = h.unit_id
            AND g.district_code = r.district_code AND g.until > :t
            AND (EXISTS (SELECT FROM unit u WHERE u.id = g.unit_id AND u.kind = 'upt_province')
                OR NOT EXISTS (SELECT FROM case_file f
                    WHERE f.id = r.case_id AND f.above_at IS NOT NULL)) OFFSET 0))"""
"""What app_entitled() says of one person ``h`` and one case, that of ``r``, for many at once:
seven times as fast."""
