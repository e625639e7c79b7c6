"""Line icons, drawn with the colour of the text around them; always beside a word."""

from functools import cache

from markupsafe import Markup

PATHS = {
    "alert": "M12 4 2.8 20h18.4L12 4zm0 6v4.5m0 2.8v.2",
    "back": "m14.5 5.5-6.5 6.5 6.5 6.5",
    "bell": "M6 17h12c-1.5-1.8-1.5-3.5-1.5-6a4.5 4.5 0 0 0-9 0c0 2.5 0 4.2-1.5 6zm4 3h4",
    "check": "m5 12.5 4.5 4.5L19 7.5",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
    "doc": "M6.5 3.5h7l4 4v13h-11zm7 0v4h4M9.5 12h5m-5 4h5",
    "down": "m6 9.5 6 6 6-6",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5m0-8.2v.2",
    "lock": "M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "move": "M4 8h13l-3.5-3.5M20 16H7l3.5 3.5",
    "next": "m9.5 5.5 6.5 6.5-6.5 6.5",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.8-3.5 3.7-5 7.5-5s6.7 1.5 7.5 5",
    "phone": (
        "M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2L20 15v3c0 1.2-.8 2-2 2C11 20 4"
        " 13 4 6c0-1.2.800-2 2-2z"
    ),
    "pin": (
        "M12 21c4-4.5 6.5-7.5 6.5-11a6.5 6.5 0 0 0-13 0c0 3.5 2.5 6.5 6.5 11zm0-13.5a2.5"
        " 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
    ),
    "plus": "M12 5v14M5 12h14",
    "search": "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm4.7 11.2L20 20",
    "x": "m6 6 12 12M18 6 6 18",
}


_SVG = Markup(
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
    '<path d="{}"/></svg>'
)


@cache
def icon(name: str) -> Markup:
    """One of them as SVG; raises ``KeyError`` for an unknown name."""
    return _SVG.format(PATHS[name])
