"""Mail through a real SMTP server: neutral words, one Message-ID, refusals told apart."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from referral import db
from referral.outbox import State
from referral.people.models import Person
from referral.reminders.limits import Kind
from tests.make import wita
from tests.worker.house import House
from tests.worker.sink import Sink, free_port, serving
from worker.dispatch import send_due

NOON = wita(2026, 3, 16, 12)
SENDER = "pemberitahuan@sipakainge.example"
ADDRESS = {"mk_maros": "mk@maros.example", "piket_maros": "piket@maros.example"}


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[str]:
    with serving(sink) as address:
        yield f"smtp://{address}"


@pytest.fixture(autouse=True)
def two_messages(house: House) -> None:
    """Two people of the desk want mail; a promise of theirs is near its end."""
    house.at(NOON)
    case = house.quiet_case()
    house.promise(case, Kind.TRIAGE)
    with house.as_owner(), db.transaction():
        for username, address in ADDRESS.items():
            db.session.get_one(Person, house.person(username)).write_to(address)
    house.at(NOON + timedelta(hours=5))
    house.tick()


def send(house: House, url: str) -> Counter[State]:
    with house.worker():
        return send_due(url, SENDER)


def rest(house: House) -> Counter[str]:
    return Counter(row.state for row in house.sql("SELECT state FROM message"))


def test_a_mail_says_that_something_waits_until_when_and_nothing_else(
    house: House, server: str, sink: Sink
) -> None:
    assert send(house, server) == {State.SENT: 2}
    mail = next(m for m in sink.got if m["To"] == "mk@maros.example")
    assert mail["From"] == f"Sipakainge' <{SENDER}>"
    assert mail["Subject"] == "Ada tugas baru di Sipakainge'"
    assert mail.get_content_type() == "text/plain"
    before, _, ref = mail.get_content().strip().rpartition(" ")
    assert before == "Ada tugas baru di Sipakainge'. Batas: 16 Mar 18.00 WITA. Buka aplikasi. Ref"
    assert len(ref) == 4


def test_a_sent_message_is_sent_once(house: House, server: str, sink: Sink) -> None:
    send(house, server)
    assert send(house, server) == {}
    assert len(sink.got) == 2


def test_a_second_try_carries_the_same_message_id(house: House, server: str, sink: Sink) -> None:
    send(house, server)
    house.sql("UPDATE message SET settled_at = NULL, state = 'sending', not_before = :t", t=NOON)
    send(house, server)
    ids = [mail["Message-ID"] for mail in sink.got]
    assert len(ids) == 4
    assert len(set(ids)) == 2


def test_a_refusal_for_good_is_dead_at_once(house: House, server: str, sink: Sink) -> None:
    sink.answers["mk@maros.example"] = "550 no such person"
    assert send(house, server) == {State.DEAD: 1, State.SENT: 1}
    assert rest(house) == {"dead": 1, "sent": 1}


def test_a_refusal_for_now_is_tried_again(house: House, server: str, sink: Sink) -> None:
    sink.answers["mk@maros.example"] = "451 try again later"
    assert send(house, server) == {State.FAILED: 1, State.SENT: 1}
    assert send(house, server) == {}
    sink.answers.clear()
    house.at(NOON + timedelta(hours=5, minutes=2))
    assert send(house, server) == {State.SENT: 1}


def test_a_server_that_refuses_the_words_for_good_is_believed(
    house: House, server: str, sink: Sink
) -> None:
    sink.after_data = "554 refused"
    assert send(house, server) == {State.DEAD: 2}


def test_where_no_server_answers_nothing_is_lost(house: House) -> None:
    assert send(house, f"smtp://127.0.0.1:{free_port()}") == {State.FAILED: 1}
    assert rest(house) == {"failed": 1, "planned": 1}


def test_without_a_server_the_inbox_alone_tells(house: House) -> None:
    assert send(house, "") == {State.SKIPPED: 2}
    assert len(house.told()) == 3


def test_who_took_his_address_back_gets_no_mail(house: House, server: str, sink: Sink) -> None:
    house.sql("UPDATE person SET contact = NULL WHERE username = 'mk_maros'")
    assert send(house, server) == {State.DEAD: 1, State.SENT: 1}
    assert [mail["To"] for mail in sink.got] == ["piket@maros.example"]
