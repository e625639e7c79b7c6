"""A person at a screen: Chromium, the demo's door, and what must hold of every page shown."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

from tests.service import Service

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK = (360, 740), (1280, 800)
SERVER_ERROR = 500
FINGER, POINTER = 44, 24
"""The least height of a thing to press, in CSS pixels: on a phone, and with a mouse."""
SMALL = """least => {
  const seen = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const box = e => e.getBoundingClientRect();
  const covers = e => getComputedStyle(e, '::after').position === 'absolute' && e.offsetParent;
  const pressed = e => ['radio', 'checkbox'].includes(e.type) ? e.labels[0] : covers(e) || e;
  const words = e => e.textContent.trim();
  const inText = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && e.parentElement.matches('p, li, dd, td, span') && words(e.parentElement) !== words(e);
  const small = b => b.width > 1 && b.height > 1 && b.bottom > 0
    && (b.height < least || b.width < 24);
  const all = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  return [...document.querySelectorAll(all)].filter(seen).map(pressed)
    .filter(e => !inText(e) && small(box(e)))
    .map(e => `${e.outerHTML.slice(0, 90)} ${box(e).width | 0}x${box(e).height | 0}`);
}"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 90))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
            args=FLAGS,
        )
        yield browser
        browser.close()


_clean: dict[tuple[object, ...], list[BrowserContext]] = {}
"""Screens of persons who left: making one costs Chromium a third of a second."""


class Visitor:
    """One person at one screen; every page that comes is checked."""

    def __init__(
        self,
        browser: Browser,
        service: Service,
        size: tuple[int, int] = PHONE,
        *,
        script: bool = True,
        fresh: bool = False,
    ) -> None:
        """``fresh``: a phone that keeps no style sheet from whoever held it before."""
        self.url, self.log = service.url, service.log
        self.least = FINGER if size == PHONE else POINTER
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.broken: list[str] = []
        self._again = _clean.setdefault((browser, service.url, size, script), [])
        used = None if fresh or not self._again else self._again.pop()
        self.context = used or browser.new_context(
            base_url=service.url,
            viewport={"width": size[0], "height": size[1]},
            locale="id-ID",
            timezone_id="Asia/Makassar",
            java_script_enabled=script,
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._asks)
        self.context.on("response", self._got)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        foreign = [url for url in self.asked if not url.startswith((self.url, "data:"))]
        complaints = list(self.complaints)
        self._leave()
        if kind is None:
            assert not foreign, foreign
            assert not complaints, complaints

    def _leave(self) -> None:
        """No page and no cookie of this person stays on the screen."""
        self.page.close()
        self.context.clear_cookies()
        self.context.remove_listener("request", self._asks)
        self.context.remove_listener("response", self._got)
        self._again.append(self.context)

    def _asks(self, request: Request) -> None:
        self.asked.append(request.url)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _got(self, response: Response) -> None:
        if response.status >= SERVER_ERROR:
            asked = f"{response.request.method} {response.url}: {response.status}"
            self.broken.append(f"{asked}\n{self.log('web')[-2000:]}")

    def sign_in(self, username: str) -> Self:
        """Through the demo's door: one press."""
        self.open("/sign-in")
        with self.page.expect_navigation():
            self.page.locator(f'button[name="username"][value="{username}"]').click()
        self.check()
        assert "/sign-in" not in self.page.url
        return self

    def open(self, path: str, *, status: int = 200) -> Response:
        """Go to an address of the service; the page is checked."""
        response = self.page.goto(path)
        self.check()
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        return response

    def press(self, name: str, *, role: Any = "button") -> int:
        """Press what is named so, and look at the page that follows; its status."""
        self._unfold(name, role)
        with self.page.expect_navigation() as came:
            self.page.get_by_role(role, name=name, exact=True).first.click()
        self.check()
        return came.value.status if came.value else 0

    def _unfold(self, name: str, role: Any) -> None:
        """A step that is not among the usual ones stands under "Langkah lain"."""
        fold = self.page.locator("summary", has_text="Langkah lain")
        if not self.page.get_by_role(role, name=name, exact=True).count() and fold.count():
            fold.first.click()

    def fill(self, fields: Mapping[str, str | Sequence[str]]) -> None:
        """Fill fields by name: boxes get text, radios and ticks the codes given."""
        for name, value in fields.items():
            boxes = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
            values = [value] if isinstance(value, str) else list(value)
            kind = boxes.first.evaluate("e => e.type")
            if kind in ("radio", "checkbox"):
                for code in values:
                    self.page.locator(f'main [name="{name}"][value="{code}"]').check()
            elif kind == "select-one":
                boxes.first.select_option(value)
            else:
                for place, text in enumerate(values):
                    boxes.nth(place).fill(text)

    def ticked(self, name: str) -> list[str]:
        """The codes that are chosen of a field."""
        chosen = self.page.locator(f'main [name="{name}"]:checked')
        return [str(box.get_attribute("value")) for box in chosen.all()]

    def text(self) -> str:
        """What the page's main part says."""
        return self.page.locator("main").inner_text()

    def check(self) -> None:
        """Nothing wider than the screen, nothing too small for a finger."""
        self.page.wait_for_load_state()
        assert not self.broken, "\n".join(self.broken)
        wide, small = self.page.evaluate(WIDE), self.page.evaluate(SMALL, self.least)
        assert not wide, f"wider than the screen at {self.page.url}: {wide}"
        assert not small, f"too small to press at {self.page.url}: {small}"

    def shot(self, name: str) -> None:
        """A picture of the whole page, where the environment's SHOTS names a folder."""
        if folder := os.environ.get("SHOTS"):
            width = self.page.viewport_size["width"] if self.page.viewport_size else 0
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
