"""What the database itself shows the web role: raw SQL, whoever forgets a condition."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.policy import Actor
from tests import make

CASE = ("case_file", "id")
SEALED = (
    "case_identity",
    "case_story",
    "case_alleged",
    "case_reporter",
    "keys.data_key",
    "case_event",
    "contact",
    "case_note",
    "law_line",
)
HANDED = ("referral", "referral_preview", "referral_event")
EVERY = ("case_file", *SEALED, *HANDED, "follow_up", "ladder", "incident", "case_incident")


def seen(table: str) -> int:
    return int(db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608


@pytest.fixture
def case_id(session: object) -> UUID:
    assert session
    return make.report().id


def look(acting: Callable[[str], Actor], username: str) -> dict[str, int]:
    acting(username)
    return {table: n for table in EVERY if (n := seen(table))}


def test_nobody_in_particular_sees_nothing(case_id: UUID) -> None:
    db.session.commit()
    db.acting(None, None)
    assert case_id
    assert {table: seen(table) for table in EVERY} == dict.fromkeys(EVERY, 0)


def test_the_opener_sees_what_he_wrote(case_id: UUID, acting: Callable[[str], Actor]) -> None:
    mine = look(acting, "relawan_maros")
    assert case_id
    assert {"case_file", "case_identity", "case_story", "case_reporter", "referral"} <= set(mine)


@pytest.mark.parametrize("username", ["piket_maros", "mk_maros", "kepala_maros"])
def test_the_desk_sees_the_hand_over_and_no_case(
    case_id: UUID, acting: Callable[[str], Actor], username: str
) -> None:
    theirs = look(acting, username)
    assert case_id
    assert theirs["referral"] == theirs["referral_preview"] == 1
    assert theirs["keys.data_key"] == 1, "the referral's own key, not the case's"
    assert not {"case_file", "case_identity", "case_story", "case_alleged", "case_reporter"} & set(
        theirs
    )


@pytest.mark.parametrize("username", ["dp3a_maros", "provinsi"])
def test_supervision_sees_shells_and_moves_only(
    case_id: UUID, acting: Callable[[str], Actor], username: str
) -> None:
    theirs = look(acting, username)
    assert case_id
    assert set(theirs) <= {
        "case_file",
        "referral",
        "referral_event",
        "follow_up",
        "ladder",
    }, theirs
    assert theirs["case_file"] == 1


@pytest.mark.parametrize(
    "username",
    ["polisi_maros", "dinsos_maros", "rs_maros", "mk_makassar", "shelter_makassar", "relawan_bone"],
)
def test_others_see_nothing(case_id: UUID, acting: Callable[[str], Actor], username: str) -> None:
    assert case_id
    assert look(acting, username) == {}


@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_the_provinces_office_staff_see_at_most_its_shells(
    case_id: UUID, acting: Callable[[str], Actor], username: str
) -> None:
    assert case_id
    assert not set(SEALED) & set(look(acting, username))


def test_an_exclusion_beats_every_ground(
    case_id: UUID, acting: Callable[[str], Actor], owner: sa.Engine
) -> None:
    who = acting("relawan_maros")
    db.session.execute(
        sa.text(
            "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
            " VALUES (:p, :c, 'relative', now(), :p)"
        ),
        {"p": who.id, "c": case_id},
    )
    assert owner
    assert look(acting, "relawan_maros") == {}


def test_nobody_grants_himself_a_case(case_id: UUID, acting: Callable[[str], Actor]) -> None:
    who = acting("polisi_maros")
    with pytest.raises(sa.exc.ProgrammingError):
        db.session.execute(
            sa.text(
                "INSERT INTO access_grant (case_id, person_id, compartments, basis, since, until)"
                " VALUES (:c, :p, 4095, 3, now(), '9999-01-01')"
            ),
            {"c": case_id, "p": who.id},
        )


def test_a_desk_gives_itself_no_more_than_the_share_list(
    case_id: UUID, acting: Callable[[str], Actor]
) -> None:
    who = acting("piket_maros")
    with pytest.raises(sa.exc.ProgrammingError):
        db.session.execute(
            sa.text(
                "INSERT INTO access_grant (case_id, person_id, compartments, basis, since, until)"
                " VALUES (:c, :p, 4095, 3, now(), '9999-01-01')"
            ),
            {"c": case_id, "p": who.id},
        )


def test_a_grant_never_becomes_longer(case_id: UUID, acting: Callable[[str], Actor]) -> None:
    acting("relawan_maros")
    db.session.execute(
        sa.text("UPDATE access_grant SET until = app_now() WHERE case_id = :c"), {"c": case_id}
    )
    changed = sa.text("UPDATE access_grant SET until = '9999-01-01' WHERE case_id = :c")
    with pytest.raises(sa.exc.ProgrammingError, match="never becomes longer"):
        db.session.execute(changed, {"c": case_id})


def test_stored_rows_hold_no_word_of_the_story(
    case_id: UUID, acting: Callable[[str], Actor]
) -> None:
    acting("relawan_maros")
    assert case_id
    for table in ("case_identity", "case_story", "case_alleged", "case_reporter"):
        for blob in db.session.scalars(sa.text(f"SELECT sealed FROM {table}")):  # noqa: S608
            assert b"enari" not in blob
