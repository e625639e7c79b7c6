"""Who may touch which row: roles' grants, the actor, row-level security, the one clock."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ACTOR = "(SELECT app_person())"
UNIT = "(SELECT app_unit())"
NOW = "(SELECT app_now())"
PROVINCIAL = f"EXISTS (SELECT FROM unit u WHERE u.id = {UNIT} AND u.kind = 'upt_province')"
INSTANT = "(SELECT app_instant())"
OPENS = (
    "'send', 'acknowledge', 'answer', 'triage', 'first_contact', 'emergency_health',"
    " 'police_report'"
)
UNSENT = "'drafted', 'asked_head', 'handed_back'"
VISITS = "'first_contact', 're_contact', 'visit'"
OF_LAW = (
    "'police_report', 'police_protection', 'domestic_protection', 'protection_lpsk',"
    " 'law_follow_up', 'lpsk_decision'"
)
OF_HEADS = (
    "'approval', 'sign_off', 'withdrawal', 'plan_approval', 'file_review', 'closure', 'purge'"
)
SEALED_BITS = 4 | 8 | 16 | 32 | 64 | 128 | 256

FUNCTIONS = """
CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;
CREATE FUNCTION app_unit() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.unit', true), '')::uuid $$;
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT now() + ahead FROM app_clock $$;

-- Grants are held against the beginning of each statement, not of the transaction: a recall that
-- has committed meanwhile shuts out also whoever began to read before it.
CREATE FUNCTION app_instant() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT statement_timestamp() + ahead FROM app_clock $$;

-- When people sleep, and when a word of this time goes out: at once where it is urgent; of what
-- came up at night not before 06.00, spread over ten minutes.
CREATE FUNCTION app_quiet(t timestamptz) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT (t AT TIME ZONE 'Asia/Makassar' - interval '6 hours')::time >= '15:00' $$;
CREATE FUNCTION app_mail_at(t timestamptz, key uuid, urgent boolean) RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN urgent THEN t ELSE greatest(t,
    (date_trunc('day', t AT TIME ZONE 'Asia/Makassar' + interval '3 hours') + interval '6 hours')
      AT TIME ZONE 'Asia/Makassar'
    + ('x' || left(key::text, 4))::bit(16)::integer % 600 * interval '1 second') END $$;
CREATE FUNCTION app_mail_state(t timestamptz, goes timestamptz) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN goes > t THEN 'held' ELSE 'planned' END $$;

-- Is this person still to be told of this case: a live grant, or the district's supervision.
CREATE FUNCTION app_entitled(p uuid, c uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM exclusion x WHERE x.person_id = p AND x.case_id = c)
    AND (EXISTS (SELECT FROM access_grant g JOIN person h ON h.id = p
                 WHERE g.case_id = c AND app_now() >= g.since AND app_now() < g.until
                   AND (g.person_id = p OR g.unit_id = h.unit_id))
      OR EXISTS (SELECT FROM area_grant a JOIN person h ON h.id = p AND h.unit_id = a.unit_id
                 JOIN unit w ON w.id = a.unit_id
                 JOIN case_file f ON f.id = c AND f.district_code = a.district_code
                   AND (f.above_at IS NULL OR w.kind = 'upt_province')
                 WHERE a.until > app_now())) $$;

-- May the child be counted: not where somebody was asked and did not agree to it.
CREATE FUNCTION app_counted(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) = 0 OR bool_or(statistics) FROM consent WHERE case_id = c $$;

-- Is the case hidden from the actor, whatever he holds of it.
CREATE FUNCTION app_shut_out(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM exclusion x WHERE x.person_id = app_person() AND x.case_id = c) $$;

-- The cases that are hidden from the actor, not to be read out of it; asked once a query.
CREATE FUNCTION app_hidden() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT ARRAY(SELECT uuid_hash_extended(x.case_id, 0) FROM exclusion x
    WHERE x.person_id = app_person()) $$;

CREATE FUNCTION app_holds(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT app_shut_out(c) AND EXISTS (SELECT FROM access_grant g
    WHERE g.case_id = c AND app_now() >= g.since AND app_now() < g.until
      AND (g.person_id = app_person() OR g.unit_id = app_unit())) $$;

-- Who owes the work on this case, for a desk that holds a part of it without the shell.
CREATE FUNCTION app_case_owner(c uuid)
  RETURNS TABLE (unit_id uuid, manager_id uuid, risk smallint, sexual boolean,
                 reported_at timestamptz, above boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.unit_id, f.manager_id, f.risk, f.sexual, f.reported_at, f.above_at IS NOT NULL
    FROM case_file f WHERE f.id = c AND app_holds(c) $$;

-- Keep the one denormalised column; a receiver that closes its promise may not see the shell.
CREATE FUNCTION keep_next_due(c uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE case_file SET next_due_at = coalesce(
    (SELECT min(due_at) FROM follow_up WHERE case_id = c AND done_at IS NULL),
    '9999-12-31 00:00+00') WHERE id = c $$;

-- Whoever is shut out holds nothing from then on, also who shuts out himself.
CREATE FUNCTION shut_out_holds_nothing() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE access_grant g SET until = app_now(), ended_because = 'excluded'
    WHERE g.case_id = NEW.case_id AND g.person_id = NEW.person_id AND g.until > app_now();
  RETURN NULL;
END $$;
CREATE TRIGGER shut_out_holds_nothing AFTER INSERT ON exclusion
  FOR EACH ROW EXECUTE FUNCTION shut_out_holds_nothing();

-- With an absence ends what it had opened to the stand-in, also where its case is hidden from who
-- ends it.
CREATE FUNCTION absence_over() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE access_grant g SET until = app_now(), ended_because = 'back'
    WHERE g.basis_id = OLD.id AND g.person_id = OLD.stand_in_id AND g.until > app_now();
  RETURN NULL;
END $$;
CREATE TRIGGER absence_over AFTER DELETE ON absence
  FOR EACH ROW EXECUTE FUNCTION absence_over();

CREATE FUNCTION grant_never_longer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.until > OLD.until THEN RAISE EXCEPTION 'a grant never becomes longer'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION province_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.above_at IS DISTINCT FROM OLD.above_at AND NOT EXISTS (
      SELECT FROM unit u WHERE u.id = app_unit() AND u.kind = 'upt_province') THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied: the province opens it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER province_opens BEFORE UPDATE ON case_file
  FOR EACH ROW EXECUTE FUNCTION province_opens();
CREATE TRIGGER grant_never_longer BEFORE UPDATE ON access_grant
  FOR EACH ROW EXECUTE FUNCTION grant_never_longer();

-- One call finds the session, sets the actor for this transaction and counts what waits on him.
CREATE FUNCTION begin_as(token bytea)
  RETURNS TABLE (person_id uuid, unit_id uuid, role text, name text, username text, language text,
                 unit_name text, unit_kind text, districts text[], late integer, unread integer,
                 now timestamptz, stale boolean, glass_of uuid, glass_until timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t timestamptz := app_now(); s record;
BEGIN
  SELECT p.id, p.unit_id, p.role, p.name, p.username, p.language, u.name AS unit_name, u.kind,
         x.seen_at, b.case_id AS glass_of, b.until AS glass_until INTO s
    FROM session x JOIN person p ON p.id = x.person_id JOIN unit u ON u.id = p.unit_id
    LEFT JOIN break_glass b ON b.person_id = p.id AND b.at > t - interval '1 hour' AND b.until > t
    WHERE x.token_hash = token AND x.until > t AND x.seen_at > t - interval '1 hour' AND p.active
      AND (p.mandate_until IS NULL OR p.mandate_until >= (t AT TIME ZONE 'Asia/Makassar')::date);
  PERFORM set_config('app.person', coalesce(s.id::text, ''), true),
          set_config('app.unit', coalesce(s.unit_id::text, ''), true);
  RETURN QUERY SELECT s.id, s.unit_id, s.role::text, s.name, s.username, s.language,
    s.unit_name, s.kind::text,
    ARRAY(SELECT a.district_code FROM area_grant a WHERE a.unit_id = s.unit_id AND a.until > t),
    (SELECT count(*)::int FROM (SELECT FROM follow_up f WHERE f.owner_person_id = s.id
       AND f.done_at IS NULL AND f.due_at < t LIMIT 100) l),
    (SELECT count(*)::int FROM (SELECT FROM inbox_item i WHERE i.person_id = s.id
       AND i.seen_at IS NULL AND coalesce(i.case_id <> ALL (ARRAY(
         SELECT x.case_id FROM exclusion x WHERE x.person_id = s.id)), true) LIMIT 100) n),
    t, s.seen_at < t - interval '1 minute', s.glass_of, s.glass_until;
END $$;

-- What anybody may know of the whole: no row of it, only its schema, its pulse and its backlog.
CREATE FUNCTION app_health()
  RETURNS TABLE (revision text, now timestamptz, ticked_at timestamptz, owed_at timestamptz,
                 dead integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT (SELECT version_num::text FROM alembic_version), app_now(),
    (SELECT h.at FROM heartbeat h WHERE h.name = 'tick'),
    (SELECT min(m.at) FROM message m WHERE m.settled_at IS NULL),
    (SELECT count(*)::integer FROM message m WHERE m.state = 'dead');
END $$;

-- The audit for an auditor: no case, and of a person only a name that says: the same one again.
CREATE FUNCTION app_audit_acts(secret bytea, pattern text, since timestamptz, till timestamptz,
                               below bigint, most integer)
  RETURNS TABLE (id bigint, at timestamptz, who text, role text, act text, compartments integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.at, upper(left(encode(sha256(secret || uuid_send(e.person_id)), 'hex'), 8)),
    p.role::text, e.act, e.compartments
  FROM audit_entry e LEFT JOIN person p ON p.id = e.person_id
  WHERE EXISTS (SELECT FROM person me
      WHERE me.id = app_person() AND me.role = 'auditor' AND me.active)
    AND e.at >= since AND (e.at, e.id) < (till, below) AND e.act ~ pattern
  ORDER BY e.at DESC, e.id DESC LIMIT most $$;

CREATE SEQUENCE case_number;
CREATE SEQUENCE referral_number;
INSERT INTO app_clock (id, ahead) VALUES (true, '0');
"""

OPENED = 1 | 4 | 8 | 32 | 256
CLAIMED = 4095 & ~(16 | 64 | 128 | 2048)
SUPERVISION = 4095 & ~(16 | 64 | 256)
DESK = 1 | 2 | 512 | 1024
WITHIN_SQL, TIMES = "30 days", 3
BREAKABLE_SQL = (
    f"WHEN 'district_supervisor' THEN {4 | 8 | 16 | 32} WHEN 'provincial_supervisor'"
    f" THEN {4 | 16 | 32} WHEN 'case_manager' THEN {4 | 8 | 16 | 32 | 128}"
)
REVIEWERS_SQL = (
    "('case_manager', 'district_supervisor'), ('case_manager', 'provincial_supervisor'),"
    " ('district_supervisor', 'provincial_supervisor'),"
    " ('provincial_supervisor', 'district_supervisor')"
)
CHECK = 1 | 4 | 1024

MAY_GRANT = f"""
-- Does the actor hold the case as one of those who work on it in the unit that owns it; whoever
-- claimed the report only until it has a manager.
CREATE FUNCTION app_works_on(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT app_shut_out(c) AND EXISTS (
    SELECT FROM case_file f JOIN access_grant g ON g.case_id = f.id
    WHERE f.id = c AND f.unit_id = app_unit() AND g.person_id = app_person()
      AND app_now() >= g.since AND app_now() < g.until AND g.basis IN (2, 3, 5, 6)
      AND (g.basis <> 5 OR g.compartments & 1 <> 0)
      AND (g.basis <> 2 OR NOT EXISTS (SELECT FROM access_grant m
        WHERE m.case_id = f.id AND m.basis = 3 AND m.basis_id = g.basis_id))) $$;

-- Does the actor stand for one side of this referral: its desk, its sender, or who forwarded it.
CREATE FUNCTION app_side(r referral, sender boolean) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT app_shut_out(r.case_id) AND EXISTS (SELECT FROM access_grant g
    WHERE g.case_id = r.case_id AND app_now() >= g.since AND app_now() < g.until
      AND (g.person_id = app_person() OR g.unit_id = app_unit())
      AND CASE WHEN sender THEN r.from_unit_id = app_unit() AND g.basis IN (1, 3, 6)
               ELSE g.basis_id IN (r.id, r.parent_id) AND g.basis IN (2, 3, 4, 5, 6, 7) END) $$;

-- Does this person manage a case that is hidden from the actor: another one hands that on.
CREATE FUNCTION app_manages_hidden(p uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access_grant g WHERE g.person_id = p AND g.basis = 3
    AND g.until = '9999-12-31 00:00+00' AND app_shut_out(g.case_id)) $$;

-- Whose desks have held a need since it was first sent, for who holds a part of the case.
CREATE FUNCTION app_handled(this uuid, first uuid) RETURNS TABLE (unit_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.to_unit_id FROM referral r
    WHERE (r.id = this OR r.id = first OR r.first_id = first) AND app_holds(r.case_id) $$;

-- May the actor end this grant: his own, who works on the case any, the desk what its referral
-- opened.
CREATE FUNCTION app_may_end(c uuid, bid uuid, p uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p = app_person() OR app_works_on(c) OR EXISTS (
    SELECT FROM referral r WHERE r.id = bid AND r.case_id = c AND app_side(r, false)) $$;

-- May the actor break the glass of this case for so many parts until then; how often he did stands
-- still until his transaction ends.
CREATE FUNCTION app_may_break(c uuid, mask integer, t timestamptz)
  RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me record; n timestamptz := app_now();
BEGIN
  PERFORM pg_advisory_xact_lock(7316, hashtext(app_person()::text));
  SELECT h.id, h.role, h.unit_id INTO me FROM person h WHERE h.id = app_person() AND h.active;
  RETURN me.id IS NOT NULL AND NOT app_shut_out(c)
    AND mask <> 0 AND mask & ~CASE me.role {BREAKABLE_SQL} ELSE 0 END = 0
    AND t <= n + interval '60 minutes'
    AND (SELECT count(*) FROM break_glass b
         WHERE b.person_id = me.id AND b.at > n - interval '{WITHIN_SQL}') < {TIMES}
    AND NOT EXISTS (SELECT FROM break_glass b WHERE b.person_id = me.id AND b.until > n)
    AND EXISTS (SELECT FROM case_file f WHERE f.id = c AND CASE
      WHEN me.role = 'case_manager' THEN f.unit_id = me.unit_id AND app_has_turn(me.id, f.unit_id)
      ELSE EXISTS (SELECT FROM area_grant a JOIN unit w ON w.id = a.unit_id
        WHERE a.unit_id = me.unit_id AND a.district_code = f.district_code AND a.until > n
          AND (f.above_at IS NULL OR w.kind = 'upt_province')) END);
END $$;

-- Does this person answer at the desk now: by the rota, for one who is away, as its deputy, or as
-- one of all where there is neither.
CREATE FUNCTION app_has_turn(p uuid, u uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM desk d WHERE d.unit_id = u AND d.deputy_id = p)
    OR EXISTS (SELECT FROM duty d LEFT JOIN absence a ON a.person_id = d.person_id
        AND a.since <= app_now() AND a.until > app_now()
      WHERE d.unit_id = u AND d.since <= app_now() AND d.until > app_now()
        AND p IN (d.person_id, a.stand_in_id))
    OR NOT EXISTS (SELECT FROM duty d WHERE d.unit_id = u
        AND d.since <= app_now() AND d.until > app_now()) $$;

-- May the actor judge what this person did: of the other level, in the case's district.
CREATE FUNCTION app_may_review(c uuid, p uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p <> app_person() AND NOT app_shut_out(c) AND EXISTS (
    SELECT FROM person h JOIN person did ON did.id = p JOIN case_file f ON f.id = c
    JOIN area_grant a ON a.unit_id = h.unit_id AND a.district_code = f.district_code
      AND a.until > app_now()
    JOIN unit w ON w.id = a.unit_id AND (f.above_at IS NULL OR w.kind = 'upt_province')
    WHERE h.id = app_person() AND h.active AND (did.role, h.role) IN ({REVIEWERS_SQL})) $$;

-- May the actor add this grant: each basis has its own ground, its own reach and its own target.
CREATE FUNCTION app_may_grant(c uuid, b smallint, bid uuid, mask integer, p uuid, u uuid,
                              t timestamptz)
  RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT app_person() IS NOT NULL
    AND NOT app_shut_out(c)
    AND coalesce(CASE
      -- Opened: oneself, a case that is not there yet.
      WHEN b = 1 THEN p = app_person() AND mask & ~{OPENED} = 0
        AND NOT EXISTS (SELECT FROM case_file f WHERE f.id = c)
        AND NOT EXISTS (SELECT FROM access_grant g WHERE g.case_id = c)
      -- Claimed: somebody of the desk, by somebody of the desk, while nobody manages the case.
      WHEN b = 2 THEN mask & ~{CLAIMED} = 0 AND EXISTS (
        SELECT FROM referral r JOIN case_file f ON f.id = r.case_id JOIN person h ON h.id = p
        WHERE r.id = bid AND r.case_id = c AND r.kind = 'village_report'
          AND f.manager_id IS NULL AND h.unit_id = r.to_unit_id
          AND app_unit() = r.to_unit_id AND app_side(r, false))
      -- Its manager, its heads, its desk: within the owning unit, by who works on it.
      WHEN b = 3 THEN app_works_on(c) AND EXISTS (
        SELECT FROM person h WHERE h.id = p AND h.unit_id = app_unit()
          AND (h.role IN ('case_manager', 'unit_head') OR mask & ~{CLAIMED} = 0))
      WHEN b = 6 THEN mask & ~{SUPERVISION} = 0 AND app_works_on(c) AND EXISTS (
        SELECT FROM person h WHERE h.id = p AND h.unit_id = app_unit() AND h.role = 'unit_head')
      WHEN b = 7 THEN app_works_on(c) AND u = app_unit() AND mask & ~{DESK} = 0
      -- Preview: the desk it goes to, by who sends or forwards it.
      WHEN b = 4 THEN mask = 0 AND EXISTS (
        SELECT FROM referral r WHERE r.id = bid AND r.case_id = c AND u = r.to_unit_id
          AND r.sent_at IS NOT NULL AND (app_side(r, true) OR app_side(r, false)))
      -- Accepted: within the share list; of one that was forwarded also its first words; within a
      -- unit the colleague who took it up, and never the shell, on which one works.
      WHEN b = 5 THEN EXISTS (
        SELECT FROM referral r LEFT JOIN person h ON h.id = p
        WHERE r.case_id = c AND (r.id = bid OR (r.first_id = bid AND mask = 0))
          AND r.status IN ('accepted', 'in_service')
          AND coalesce(u, h.unit_id) = r.to_unit_id
          AND mask & ~r.share = 0 AND CASE
            WHEN r.kind = 'transfer' THEN p IS NULL OR p = app_person()
            WHEN r.from_unit_id = r.to_unit_id THEN p = r.worker_id AND mask & 1 = 0
            ELSE p IS NULL END
          AND (app_side(r, true) OR app_side(r, false)))
      -- The glass is broken: oneself, what the row of it says and no longer.
      WHEN b = 8 THEN p = app_person() AND EXISTS (
        SELECT FROM break_glass x WHERE x.id = bid AND x.case_id = c AND x.person_id = p
          AND x.compartments = mask AND x.until = t AND x.at = app_now())
      -- Asked to accompany the child: the volunteer who told it, the shell, for a time, on consent.
      WHEN b = 9 THEN mask = 1 AND t <= app_now() + interval '90 days' AND app_works_on(c)
        AND EXISTS (SELECT FROM case_file f JOIN person h ON h.id = f.opener_id
          JOIN consent k ON k.case_id = f.id AND k.id = bid
          WHERE f.id = c AND h.id = p AND h.active AND h.role = 'volunteer'
            AND k.withdrawn_at IS NULL AND k.until >= t)
      -- Given away: those who owned it read on for a while what they can read, by who took it over.
      WHEN b = 10 THEN app_works_on(c) AND EXISTS (
        SELECT FROM referral r JOIN person h ON h.id = p
        WHERE r.id = bid AND r.case_id = c AND r.kind = 'transfer'
          AND h.unit_id = r.from_unit_id AND r.to_unit_id = app_unit())
        AND mask & ~(SELECT bit_or(g.compartments) FROM access_grant g
          WHERE g.case_id = c AND g.person_id = p AND g.until > app_now()
            AND g.basis IN (3, 6, 10)) = 0
      -- What stays: numbers and dates for the desk, the shell for who told it, the last checks.
      WHEN b = 11 AND bid = c THEN mask & ~{CHECK} = 0 AND app_works_on(c) AND EXISTS (
        SELECT FROM person h WHERE h.id = p AND h.unit_id = app_unit())
      WHEN b = 11 THEN EXISTS (
        SELECT FROM referral r LEFT JOIN referral first ON first.id = r.parent_id
        WHERE r.id = bid AND r.case_id = c
          AND ((mask = 0 AND u IN (r.to_unit_id, first.to_unit_id)
                AND (app_side(r, true) OR app_side(r, false)))
            OR (mask & ~1 = 0 AND p = r.sender_id AND app_works_on(c))))
      END, false) $$;

-- Whoever becomes head of a unit supervises its cases from then on, also those from before; what
-- waited there for a head, and was nobody's, is his.
CREATE FUNCTION head_supervises() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.active AND NEW.role = 'unit_head' THEN
    INSERT INTO access_grant (case_id, person_id, compartments, basis, since, until)
    SELECT f.id, NEW.id, {SUPERVISION}, 6, app_now(), '9999-12-31 00:00+00' FROM case_file f
    WHERE f.unit_id = NEW.unit_id AND f.manager_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM access_grant g WHERE g.case_id = f.id AND g.person_id = NEW.id
        AND g.basis = 6 AND g.until > app_now());
    WITH waited AS (
      UPDATE follow_up f SET owner_person_id = NEW.id
      WHERE f.owner_unit_id = NEW.unit_id AND f.owner_person_id IS NULL AND f.done_at IS NULL
        AND f.kind IN ({OF_HEADS}) AND NOT EXISTS (
          SELECT FROM exclusion x WHERE x.case_id = f.case_id AND x.person_id = NEW.id)
      RETURNING f.id)
    UPDATE ladder l SET person_id = NEW.id FROM waited w WHERE l.follow_up_id = w.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER head_supervises AFTER INSERT OR UPDATE OF active ON person
  FOR EACH ROW EXECUTE FUNCTION head_supervises();

-- A village report that nobody has in hand is laid before another unit that owns cases, by who
-- watches over its district: number, key and clocks stay, the former desk reads it no more. False
-- where that may not be.
CREATE FUNCTION app_move_report(report uuid, u uuid) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r referral; n timestamptz := app_now();
BEGIN
  SELECT * INTO r FROM referral WHERE id = report AND kind = 'village_report'
    AND status = 'sent' AND claimed_at IS NULL AND to_unit_id <> u FOR UPDATE;
  IF r.id IS NULL OR app_shut_out(r.case_id)
    OR NOT EXISTS (SELECT FROM unit t WHERE t.id = u AND t.kind IN ('uptd', 'upt_province'))
    OR NOT EXISTS (SELECT FROM case_file f JOIN area_grant a ON a.district_code = f.district_code
      JOIN person h ON h.id = app_person() AND h.unit_id = a.unit_id
      WHERE f.id = r.case_id AND f.above_at IS NULL AND a.until > n AND h.active
        AND h.role IN ('district_supervisor', 'provincial_supervisor'))
  THEN RETURN false; END IF;
  UPDATE access_grant SET until = n, ended_because = 'moved'
    WHERE case_id = r.case_id AND unit_id = r.to_unit_id AND until > n;
  INSERT INTO access_grant (case_id, unit_id, compartments, basis, basis_id, since, until)
    VALUES (r.case_id, u, 0, 4, r.id, n, '9999-12-31 00:00+00');
  UPDATE case_file SET unit_id = u WHERE id = r.case_id;
  UPDATE referral SET to_unit_id = u, version = version + 1 WHERE id = r.id;
  WITH moved AS (
    UPDATE follow_up f SET owner_unit_id = u, owner_person_id = NULL
    WHERE f.case_id = r.case_id AND f.owner_unit_id = r.to_unit_id AND f.done_at IS NULL
    RETURNING f.id)
  UPDATE ladder l SET unit_id = u, person_id = NULL FROM moved m WHERE l.follow_up_id = m.id;
  INSERT INTO referral_event (referral_id, case_id, at, recorded_at, step, by_person_id,
      by_unit_id, proxy)
    SELECT r.id, r.case_id, n, n, 'forward', h.id, h.unit_id, false
    FROM person h WHERE h.id = app_person();
  RETURN true;
END $$;
"""

MAY_ERASE = (
    " AND asked_by_id = app_person() AND asked_at = app_now()"
    " AND num_nonnulls(decided_at, stopped_at, done_at) = 0"
    " AND app_may_ask_erasure(case_id) AND app_keeps(case_id, scope) IS NULL"
)
ERASING = """
-- The key of the part that holds addresses and accounts, from the case's id.
CREATE FUNCTION app_online_key(c uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT md5('online ' || c::text)::uuid $$;

-- What keeps this part of a case from being erased, by a code; null where nothing does.
CREATE FUNCTION app_keeps(c uuid, what text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN (SELECT f.closed_at IS NULL FROM case_file f WHERE f.id = c) THEN 'open'
    WHEN EXISTS (SELECT FROM law_line l WHERE l.case_id = c) AND coalesce((
      SELECT e.detail FROM case_event e WHERE e.case_id = c AND e.act = 'law_status'
      ORDER BY e.at DESC, e.id DESC LIMIT 1), '') NOT IN ('final', 'stopped') THEN 'law'
    WHEN what = 'case' THEN NULL
    WHEN p.due_at IS NULL THEN 'none'
    WHEN p.due_at > app_now() THEN 'early'
  END
  FROM (SELECT min(f.due_at) AS due_at FROM follow_up f
    WHERE f.case_id = c AND f.kind = 'purge' AND f.done_at IS NULL) p $$;

-- Who may ask for it: the head of the unit that owns the case, and who manages or managed it.
CREATE FUNCTION app_may_ask_erasure(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT app_holds(c) AND EXISTS (SELECT FROM case_file f JOIN person h ON h.id = app_person()
    WHERE f.id = c AND h.active AND h.unit_id = f.unit_id
      AND (h.role = 'unit_head' OR h.id = f.manager_id)) $$;

-- Who may decide on it: a head of that unit, or the province's supervision of the district.
CREATE FUNCTION app_may_decide_erasure(c uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT app_shut_out(c) AND EXISTS (
    SELECT FROM case_file f JOIN person h ON h.id = app_person() AND h.active
    WHERE f.id = c AND ((h.role = 'unit_head' AND h.unit_id = f.unit_id)
      OR (h.role = 'provincial_supervisor' AND EXISTS (SELECT FROM area_grant a
        WHERE a.unit_id = h.unit_id AND a.district_code = f.district_code
          AND a.until > app_now())))) $$;

-- A step of it is taken now, by who acts, once; what has ended never changes again.
CREATE FUNCTION erasure_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stopped_at IS NOT NULL OR OLD.done_at IS NOT NULL
    OR ((NEW.decided_at, NEW.decided_by_id) IS DISTINCT FROM (OLD.decided_at, OLD.decided_by_id)
      AND (OLD.decided_at IS NOT NULL OR NEW.decided_at IS DISTINCT FROM app_now()
        OR NEW.decided_by_id IS DISTINCT FROM app_person()
        OR NOT app_may_decide_erasure(NEW.case_id) OR app_keeps(NEW.case_id, NEW.scope) <> ''))
    OR ((NEW.stopped_at, NEW.stopped_by_id) IS DISTINCT FROM (OLD.stopped_at, OLD.stopped_by_id)
      AND (NEW.stopped_at IS DISTINCT FROM app_now()
        OR NEW.stopped_by_id IS DISTINCT FROM app_person()))
  THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied: a step of an erasure';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasure_steps BEFORE UPDATE ON erasure
  FOR EACH ROW EXECUTE FUNCTION erasure_steps();

-- Destroy the keys that an erasure names and write each into the ledger, all or nothing; of a whole
-- case the village goes too, which stands in the clear. A code
-- where something keeps them after all, and it is stopped, or where it is over already.
CREATE FUNCTION app_erase(e uuid) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r erasure; kept text;
BEGIN
  SELECT * INTO r FROM erasure WHERE id = e FOR UPDATE;
  IF r.stopped_at IS NOT NULL OR r.done_at IS NOT NULL THEN RETURN 'over'; END IF;
  IF r.decided_at IS NULL OR r.decided_by_id = r.asked_by_id
    OR app_now() < r.decided_at + interval '24 hours'
  THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied: not to be erased';
  END IF;
  kept := app_keeps(r.case_id, r.scope);
  IF kept IS NOT NULL THEN
    UPDATE erasure SET stopped_at = app_now() WHERE id = e;
    RETURN kept;
  END IF;
  WITH gone AS (
    SELECT app_online_key(r.case_id) AS id
    UNION SELECT f.id FROM referral f JOIN unit u ON u.id = f.to_unit_id
      JOIN agency a ON a.id = u.agency_id WHERE f.case_id = r.case_id AND a.kind = 'komdigi'
    UNION SELECT r.case_id WHERE r.scope = 'case'
    UNION SELECT k.id FROM keys.data_key k WHERE k.case_id = r.case_id AND r.scope = 'case')
  INSERT INTO keys.erased_key (id, case_id, scope, ground, asked_by_id, decided_by_id, at)
    SELECT id, r.case_id, r.scope, r.ground, r.asked_by_id, r.decided_by_id, app_now() FROM gone
    ON CONFLICT DO NOTHING;
  PERFORM app_bury();
  UPDATE case_file SET area_code = district_code WHERE id = r.case_id AND r.scope = 'case';
  UPDATE erasure SET done_at = app_now() WHERE id = e;
  RETURN NULL;
END $$;

-- The ledger only grows, whoever tries.
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'permission denied: the ledger of erased keys stays';
END $$;
CREATE TRIGGER ledger_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON keys.erased_key
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();

-- No key that stands in the ledger lives: also not after an older key table was put back.
CREATE FUNCTION app_bury() RETURNS integer
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM keys.data_key WHERE id IN (
      SELECT e.id FROM keys.erased_key e UNION
      SELECT k.id FROM keys.erased_key e JOIN keys.data_key k USING (case_id)
      WHERE e.scope = 'case') RETURNING id)
  SELECT count(*)::integer FROM gone $$;
"""

WHAT_WAS_SENT = """
-- What a referral asks, of whom, for which child and with which share list never changes again.
DO $$ DECLARE changing text; BEGIN
  SELECT string_agg(quote_ident(column_name), ', ') INTO changing
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'referral'
    AND column_name NOT IN ('id', 'number', 'parent_id', 'first_id', 'case_id', 'service',
                            'to_unit_id', 'created_at');
  EXECUTE 'REVOKE UPDATE ON referral FROM app_web';
  EXECUTE 'GRANT UPDATE (' || changing || ') ON referral TO app_web';
END $$;
CREATE FUNCTION what_was_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.kind <> OLD.kind
      OR NEW.share <> OLD.share OR NEW.sent_at IS DISTINCT FROM OLD.sent_at) THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied: what was sent stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER what_was_sent BEFORE UPDATE ON referral
  FOR EACH ROW EXECUTE FUNCTION what_was_sent()
"""

OPEN_TABLES = {
    "area": "SELECT",
    "agency": "SELECT",
    "unit": "SELECT",
    "area_served": "SELECT",
    "service_offered": "SELECT",
    "desk": "SELECT, UPDATE",
    "duty": "SELECT, INSERT, DELETE",
    "absence": "SELECT, INSERT, DELETE",
    "holiday": "SELECT",
    "referral_route": "SELECT",
    "unit_leave": "SELECT, INSERT, DELETE",
    "limit_row": "SELECT",
    "calendar_change": "SELECT, INSERT",
    "person": "SELECT, INSERT, UPDATE (active, language)",
    "credential": "SELECT, INSERT, UPDATE",
    "session": "SELECT, INSERT, UPDATE, DELETE",
    "read_alert": "SELECT, INSERT, UPDATE (lifted_at, lifted_until, lifted_by_id, words)",
    "invitation": "SELECT, INSERT, UPDATE",
    "device": "SELECT, INSERT, UPDATE, DELETE",
    "form_receipt": "SELECT, INSERT, UPDATE",
    "heartbeat": "SELECT",
    "audit_check": "SELECT",
    "app_clock": "SELECT",
}
"""Tables without row-level security: they hold nothing about a child."""

WORKER = {
    "area": "SELECT",
    "agency": "SELECT",
    "unit": "SELECT",
    "desk": "SELECT",
    "duty": "SELECT",
    "absence": "SELECT",
    "holiday": "SELECT",
    "unit_leave": "SELECT",
    "limit_row": "SELECT",
    "calendar_change": "SELECT, UPDATE",
    "person": "SELECT",
    "app_clock": "SELECT",
    "heartbeat": "SELECT, INSERT, UPDATE",
    "form_receipt": "DELETE, SELECT",
    "case_file": "SELECT, UPDATE",
    "case_event": "INSERT",
    "erasure": "SELECT",
    "referral": "SELECT, UPDATE (answer_by, urgency, first_service_amount, first_service_clock,"
    " version)",
    "referral_event": "SELECT (id, referral_id, step, at)",
    "access_grant": "SELECT",
    "area_grant": "SELECT",
    "exclusion": "SELECT",
    "follow_up": "SELECT, INSERT, UPDATE",
    "ladder": "SELECT, INSERT, UPDATE, DELETE",
    "inbox_item": "SELECT, INSERT",
    "message": "SELECT, INSERT, UPDATE",
    "audit_entry": "SELECT, INSERT, UPDATE (place, chain)",
    "audit_checkpoint": "SELECT, INSERT",
    "audit_check": "SELECT, INSERT",
}


def open_to(case: str) -> str:
    """The case is not hidden from the actor, whom no row says that it is."""
    return f"uuid_hash_extended({case}, 0) <> ALL ((SELECT app_hidden())::bigint[])"


def holder(case: str, enough: str = "true", *, district: str = "", above: str = "") -> str:
    """The condition of architecture.md 6: not excluded, and a live grant (or the district's)."""
    only = f" AND ({above} IS NULL OR {PROVINCIAL})" if above else ""
    area = (
        f" OR {district} = ANY (ARRAY(SELECT a.district_code FROM area_grant a"
        f" WHERE a.unit_id = {UNIT} AND a.until > {NOW})){only}"
        if district
        else ""
    )
    return (
        f"{open_to(case)} AND (EXISTS (SELECT FROM access_grant g WHERE g.case_id = {case}"
        f" AND g.since <= {INSTANT} AND g.until > {INSTANT} AND ({enough})"
        f" AND (g.person_id = {ACTOR} OR g.unit_id = {UNIT}) OFFSET 0){area})"
    )


def bit(value: int) -> str:
    return f"g.compartments & {value} <> 0"


def of_case(table: str) -> str:
    return f"(SELECT c.district_code FROM case_file c WHERE c.id = {table}.case_id)"


def party(table: str, but: str = "") -> str:
    """The case's referrals, or this very referral; the district's supervisors too."""
    own = "id" if table == "referral" else "referral_id"
    return holder(
        f"{table}.case_id",
        f"({bit(2)} OR g.basis_id = {table}.{own}){but}",
        district=of_case(table) if table in ("referral", "referral_event") else "",
    )


SEES = {
    "case_file": holder(
        "case_file.id", bit(1), district="case_file.district_code", above="case_file.above_at"
    ),
    "case_identity": holder("case_identity.case_id", bit(4)),
    "case_story": holder("case_story.case_id", bit(8)),
    "case_health": holder("case_health.case_id", bit(16)),
    "case_alleged": holder("case_alleged.case_id", bit(32)),
    "case_online": holder("case_online.case_id", bit(64)),
    "case_place": holder("case_place.case_id", bit(128)),
    "case_reporter": holder("case_reporter.case_id", bit(256)),
    "law_line": holder("law_line.case_id", bit(512)),
    "case_event": holder("case_event.case_id", bit(1024)),
    "case_note": holder(
        "case_note.case_id", f"{bit(8)} AND ({bit(1024)} OR case_note.by_person_id = {ACTOR})"
    ),
    "contact": holder("contact.case_id", f"{bit(8)} AND {bit(1024)}"),
    "case_record": holder(
        "case_record.case_id", f"g.compartments & case_record.part <> 0 AND {bit(1024)}"
    ),
    "case_plan": holder("case_plan.case_id", bit(1024)),
    "case_goal": holder("case_goal.case_id", f"{bit(8)} AND {bit(1024)}"),
    "case_incident": holder("case_incident.case_id", bit(1)),
    "exclusion_hint": holder("exclusion_hint.case_id", f"{bit(32)} AND {bit(1024)}")
    + f" AND exclusion_hint.person_id <> {ACTOR}",
    "consent": holder("consent.case_id", bit(2)),
    "referral": party("referral")
    + f" AND (referral.sent_at IS NOT NULL OR referral.from_unit_id = {UNIT})",
    "referral_event": party("referral_event", f" AND ({bit(2)} OR referral_event.step <> 'signed')")
    + f" AND (referral_event.step NOT IN ({UNSENT}) OR referral_event.by_unit_id = {UNIT})",
    "referral_preview": holder(
        "referral_preview.case_id",
        f"{bit(2)} OR (g.basis IN (2, 4, 5) AND g.basis_id = referral_preview.referral_id)",
    ),
    "referral_text": holder(
        "referral_text.case_id",
        f"({bit(2)} AND (referral_text.kind NOT IN ('reason', 'draft') OR {bit(4 | 8)}))"
        " OR (g.basis_id = referral_text.referral_id AND (g.basis = 5 OR (g.basis IN (2, 4)"
        " AND referral_text.kind NOT IN ('reason', 'draft'))))",
    )
    + f" AND (referral_text.only_unit_id IS NULL OR referral_text.only_unit_id = {UNIT})",
    "follow_up": holder(
        "follow_up.case_id",
        f"({bit(1)} AND (g.basis NOT IN (1, 9, 11) OR {bit(1024)} OR follow_up.kind IN ({OPENS})))"
        f" OR (g.basis = 9 AND {bit(1)} AND follow_up.kind IN ({VISITS}))"
        " OR (g.basis_id = follow_up.referral_id AND follow_up.kind <> 'sign_off')"
        f" OR (follow_up.kind IN ({OF_LAW}) AND {bit(512)})",
        district=of_case("follow_up"),
    ),
    "erasure": holder("erasure.case_id", bit(1), district=of_case("erasure")),
    "keys.data_key": holder(
        "data_key.case_id",
        f"{bit(SEALED_BITS)} OR (g.basis IN (2, 4, 5) AND g.basis_id = data_key.id)",
    )
    + " OR (EXISTS (SELECT FROM break_glass b WHERE b.id = data_key.id OFFSET 0)"
    f" AND {holder('data_key.case_id', district=of_case('data_key'))})",
}
"""What the web role may see of each table; who holds anything of a case may add to it."""
ERASED = holder("erased_key.case_id", district=of_case("erased_key"))
NOT_ERASED = (
    " AND NOT EXISTS (SELECT FROM keys.erased_key e WHERE e.id = data_key.id"
    " OR (e.case_id = data_key.case_id AND e.scope = 'case'))"
)
"""What was erased once is never sealed again."""

WRITES = {
    "case_file": "INSERT, UPDATE",
    "referral": "INSERT, UPDATE",
    "consent": "INSERT, UPDATE",
    "follow_up": "INSERT, UPDATE",
    "law_line": "INSERT, UPDATE",
    "case_plan": "INSERT, UPDATE",
    "case_goal": "INSERT, UPDATE",
    "exclusion_hint": "INSERT, UPDATE",
    "keys.data_key": "INSERT",
    **{
        f"case_{name}": "INSERT, UPDATE"
        for name in ("identity", "story", "health", "alleged", "online", "place", "reporter")
    },
}


SIGNED = (
    "case_event", "case_note", "contact", "case_record", "referral_event", "referral_text",
)  # fmt: skip
"""Rows of these stand under the name of whoever wrote them."""


CHANGES = {
    "case_file": holder(
        "case_file.id",
        f"g.basis IN (2, 3, 6) OR (g.basis = 5 AND g.person_id IS NOT NULL AND {bit(1)})",
    ),
    "follow_up": holder(
        "follow_up.case_id",
        f"({bit(1)} AND (g.basis <> 11 OR {bit(4)}))"
        " OR (g.basis <> 11 AND g.basis_id = follow_up.referral_id)"
        f" OR (follow_up.kind IN ({OF_LAW}) AND {bit(512)})",
        district=of_case("follow_up"),
    ),
}
"""Where still fewer may change a row than see it: who works on the case, who owes the promise."""


def changed_by(sees: str) -> str:
    """The same without who told, accompanies, once held or broke into it: they change nothing."""
    return sees.replace(" AND (g.person_id", " AND g.basis NOT IN (1, 8, 9, 10) AND (g.person_id")


def protect(table: str) -> None:
    """Row-level security that binds the owner too, with the owner's own way through."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY owner ON {table} TO app_owner USING (true) WITH CHECK (true)")
    if table in WORKER:
        op.execute(f"CREATE POLICY worker ON {table} TO app_worker USING (true) WITH CHECK (true)")


def upgrade() -> None:
    op.execute(FUNCTIONS)
    op.execute(MAY_GRANT)
    op.execute(ERASING)
    op.execute("GRANT USAGE ON SCHEMA public TO app_web, app_worker, app_keys")
    op.execute("GRANT USAGE ON SEQUENCE case_number, referral_number TO app_web")
    for table, rights in OPEN_TABLES.items():
        op.execute(f"GRANT {rights} ON {table} TO app_web")
    for table, rights in WORKER.items():
        op.execute(f"GRANT {rights} ON {table} TO app_worker")
    op.execute("SET ROLE app_keys")
    op.execute("GRANT USAGE ON SCHEMA keys TO app_web, app_owner")
    op.execute("GRANT SELECT, INSERT ON keys.data_key TO app_web")
    op.execute("GRANT ALL ON keys.data_key TO app_owner")
    protect("keys.data_key")
    op.execute("GRANT SELECT ON keys.erased_key TO app_web")
    op.execute("GRANT SELECT, INSERT ON keys.erased_key TO app_owner")
    protect("keys.erased_key")
    op.execute(f"CREATE POLICY web_see ON keys.erased_key FOR SELECT TO app_web USING ({ERASED})")
    op.execute("RESET ROLE")
    for table, sees in SEES.items():
        if table != "keys.data_key":
            protect(table)
        web(table, sees)
    op.execute(WHAT_WAS_SENT)
    _erasing()
    _grants()
    _glass()
    _outbox()
    _incident_and_ladder()
    _same_child()


def web(table: str, sees: str) -> None:
    case = f"{table.rsplit('.', maxsplit=1)[-1]}.{'id' if table == 'case_file' else 'case_id'}"
    if table == "keys.data_key":
        op.execute("SET ROLE app_keys")
    op.execute(f"CREATE POLICY web_see ON {table} FOR SELECT TO app_web USING ({sees})")
    own = f" AND {table}.by_person_id = {ACTOR}" if table in SIGNED else ""
    own += MAY_ERASE if table == "erasure" else NOT_ERASED if table == "keys.data_key" else ""
    may_add = holder(case, district=of_case("data_key") if table == "keys.data_key" else "")
    op.execute(
        f"CREATE POLICY web_add ON {table} FOR INSERT TO app_web WITH CHECK ({may_add}{own})"
    )
    if "UPDATE" in WRITES.get(table, ""):
        op.execute(
            f"CREATE POLICY web_change ON {table} FOR UPDATE TO app_web"
            f" USING ({changed_by(CHANGES.get(table, sees))})"
        )
    op.execute("RESET ROLE")
    if table != "keys.data_key":
        op.execute(f"GRANT SELECT, {WRITES.get(table, 'INSERT')} ON {table} TO app_web")


def _erasing() -> None:
    """One asks, another decides, either stops it; a worker carries it out, nobody else."""
    op.execute(
        "GRANT UPDATE (decided_at, decided_by_id, stopped_at, stopped_by_id) ON erasure TO app_web"
    )
    op.execute(
        "CREATE POLICY web_change ON erasure FOR UPDATE TO app_web USING"
        " (app_may_decide_erasure(case_id) OR asked_by_id = app_person())"
    )
    op.execute("REVOKE EXECUTE ON FUNCTION app_erase(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app_erase(uuid) TO app_worker")


def _grants() -> None:
    """Grants are added on a ground and only ever shortened; a plain policy, or it would recurse."""
    protect("access_grant")
    op.execute("GRANT SELECT, INSERT, UPDATE (until, ended_because) ON access_grant TO app_web")
    op.execute(
        "CREATE POLICY web_see ON access_grant FOR SELECT TO app_web"
        f" USING (app_person() IS NOT NULL AND {open_to('access_grant.case_id')})"
    )
    op.execute(
        "CREATE POLICY web_add ON access_grant FOR INSERT TO app_web"
        " WITH CHECK (app_may_grant("
        "case_id, basis, basis_id, compartments, person_id, unit_id, until))"
    )
    op.execute(
        "CREATE POLICY web_end ON access_grant FOR UPDATE TO app_web"
        " USING (app_may_end(case_id, basis_id, person_id)) WITH CHECK (true)"
    )
    for table, sees in (
        ("area_grant", "app_person() IS NOT NULL"),
        ("exclusion", "NOT app_shut_out(case_id) AND app_entitled(app_person(), case_id)"),
    ):
        protect(table)
        op.execute(f"GRANT SELECT ON {table} TO app_web")
        op.execute(f"CREATE POLICY web_see ON {table} FOR SELECT TO app_web USING ({sees})")
    _exclusions()


def _exclusions() -> None:
    """Whoever works on the case shuts out; a head lifts it whom another one has asked to."""
    op.execute("GRANT INSERT, DELETE ON exclusion TO app_web")
    op.execute(
        "GRANT UPDATE (lift_asked_at, lift_asked_by_id, lift_note_id) ON exclusion TO app_web"
    )
    op.execute(
        "CREATE POLICY web_add ON exclusion FOR INSERT TO app_web WITH CHECK"
        " (by_person_id = app_person() AND lift_asked_at IS NULL AND (app_works_on(case_id)"
        " OR (person_id = app_person() AND app_holds(case_id))))"
    )
    op.execute(
        "CREATE POLICY web_ask ON exclusion FOR UPDATE TO app_web USING (app_works_on(case_id))"
        " WITH CHECK (lift_asked_by_id IS NULL OR lift_asked_by_id = app_person())"
    )
    op.execute(
        "CREATE POLICY web_lift ON exclusion FOR DELETE TO app_web USING"
        " (lift_asked_by_id <> app_person() AND app_works_on(case_id) AND EXISTS"
        " (SELECT FROM person h WHERE h.id = app_person() AND h.role = 'unit_head'))"
    )


def _glass() -> None:
    """Who broke it ends it; one of the other level judges it; the auditor sees that it was."""
    protect("break_glass")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE (until, reviewed_at, reviewed_by_id, fair, review)"
        " ON break_glass TO app_web"
    )
    mine = f"{bit(2048)} OR break_glass.person_id = {ACTOR}"
    sees = holder("break_glass.case_id", mine, district=of_case("break_glass"))
    op.execute(
        f"CREATE POLICY web_see ON break_glass FOR SELECT TO app_web USING ({sees} OR EXISTS"
        f" (SELECT FROM person h WHERE h.id = {ACTOR} AND h.active AND h.role = 'auditor'))"
    )
    op.execute(
        "CREATE POLICY web_add ON break_glass FOR INSERT TO app_web WITH CHECK"
        " (person_id = app_person() AND at = app_now() AND reviewed_at IS NULL"
        " AND app_may_break(case_id, compartments, until))"
    )
    op.execute(
        "CREATE POLICY web_end ON break_glass FOR UPDATE TO app_web USING"
        f" (person_id = {ACTOR}) WITH CHECK (reviewed_at IS NULL)"
    )
    op.execute(
        "CREATE POLICY web_review ON break_glass FOR UPDATE TO app_web USING"
        " (reviewed_at IS NULL AND app_may_review(case_id, person_id))"
        " WITH CHECK (reviewed_by_id = app_person())"
    )


def _outbox() -> None:
    """Anyone who acts may owe somebody a word; one reads only one's own."""
    for table in ("inbox_item", "message"):
        protect(table)
        op.execute(f"GRANT SELECT, INSERT ON {table} TO app_web")
        op.execute(
            f"CREATE POLICY web_see ON {table} FOR SELECT TO app_web USING (person_id = {ACTOR}"
            f" AND coalesce({open_to('case_id')}, true))"
        )
        op.execute(
            f"CREATE POLICY web_add ON {table} FOR INSERT TO app_web"
            " WITH CHECK (app_person() IS NOT NULL)"
        )
    op.execute("GRANT UPDATE (seen_at) ON inbox_item TO app_web")
    op.execute(
        f"CREATE POLICY web_change ON inbox_item FOR UPDATE TO app_web USING (person_id = {ACTOR})"
    )
    protect("audit_entry")
    op.execute("GRANT SELECT, INSERT ON audit_entry TO app_web")
    op.execute(
        "CREATE POLICY web_add ON audit_entry FOR INSERT TO app_web"
        " WITH CHECK (person_id IS NOT DISTINCT FROM app_person())"
    )
    audit = holder("audit_entry.case_id", bit(2048), district=of_case("audit_entry"))
    op.execute(
        "CREATE POLICY web_see ON audit_entry FOR SELECT TO app_web"
        f" USING ((person_id = {ACTOR} AND coalesce({open_to('audit_entry.case_id')}, true))"
        f" OR {audit})"
    )


def _incident_and_ladder() -> None:
    """These follow the rows they hang on, through those rows' own policies."""
    protect("incident")
    op.execute("GRANT SELECT, INSERT ON incident TO app_web")
    op.execute(
        "CREATE POLICY web_see ON incident FOR SELECT TO app_web USING (EXISTS"
        " (SELECT FROM case_incident i WHERE i.incident_id = incident.id OFFSET 0))"
    )
    op.execute(
        "CREATE POLICY web_add ON incident FOR INSERT TO app_web"
        " WITH CHECK (app_person() IS NOT NULL)"
    )
    protect("ladder")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ladder TO app_web")
    op.execute(
        "CREATE POLICY web ON ladder TO app_web USING (EXISTS"
        " (SELECT FROM follow_up f WHERE f.id = ladder.follow_up_id OFFSET 0))"
    )


def _same_child() -> None:
    """For who works on one of the two in the unit that owns both; he decides who holds both."""
    protect("same_child")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE (answer, decided_at, decided_by_id) ON same_child TO app_web"
    )
    ours = " AND ".join(
        f"EXISTS (SELECT FROM case_file f WHERE f.id = same_child.{one} AND f.unit_id = {UNIT}"
        " OFFSET 0)"
        for one in ("one_id", "other_id")
    )
    one, other = (
        "(" + holder(f"same_child.{one}", f"{bit(4)} AND g.basis IN (2, 3, 6)") + ")"
        for one in ("one_id", "other_id")
    )
    op.execute(
        f"CREATE POLICY web_see ON same_child FOR SELECT TO app_web"
        f" USING ({ours} AND ({one} OR {other}))"
    )
    op.execute(
        "CREATE POLICY web_add ON same_child FOR INSERT TO app_web"
        f" WITH CHECK (answer = 'maybe' AND {ours} AND {one} AND {other})"
    )
    op.execute(
        f"CREATE POLICY web_change ON same_child FOR UPDATE TO app_web USING ({one} AND {other})"
        " WITH CHECK (decided_by_id = app_person())"
    )


def downgrade() -> None:
    raise NotImplementedError("the first road has no way back")
