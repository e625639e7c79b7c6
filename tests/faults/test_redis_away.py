"""Redis away: pages work, nothing is lost, and reminders go on when it is back."""

from collections.abc import Iterator

import pytest

from tests.faults.phone import Phone
from tests.referrals import given
from tests.servers import Servers
from tests.service import Service, running
from worker.embedded import until

pytestmark = [pytest.mark.slow]
WRONG = {"username": "piket_maros", "password": "salah sekali"}
TOLD = "SELECT FROM inbox_item WHERE kind = 'reminder' AND rung = 1"


@pytest.fixture(scope="module")
def service(servers: Servers, worker_id: str) -> Iterator[Service]:
    with running(servers, servers.clone(f"redis_{worker_id}")) as up:
        yield up


def test_without_redis_people_sign_in_and_read_and_reminders_follow_later(
    service: Service,
) -> None:
    service.ring()
    service.redis.stop()
    with service.inside():
        given.village_report()
    phone = Phone(service.url)
    assert phone.ask("/sign-in", {**phone.ask("/sign-in").hidden, **WRONG}).status == 422
    phone.sign_in("piket_maros")

    assert [phone.ask(path).status for path in ("/", "/referrals", "/inbox")] == [200] * 3
    assert not service.rows(TOLD)

    service.redis.start()
    back = service.now()
    assert until(lambda: service.came_round("send", back), 60), service.log("worker")
    service.ring()
    assert service.rows(TOLD)
