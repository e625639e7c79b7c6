"""Headers of every answer (security.md 9): nothing embedded, cached or told onward."""

from secrets import token_urlsafe

from flask import Flask, g, request
from werkzeug.wrappers import Response

CONSTANT = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "same-origin",
    "Reporting-Endpoints": 'csp="/csp"',
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"
    ),
}
_CSP = (
    "default-src 'none'; script-src 'nonce-{}'; style-src 'self'; img-src 'self' blob:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types app; report-to csp"
)


def nonce() -> str:
    """This answer's script nonce."""
    if "nonce" not in g:
        g.nonce = token_urlsafe(16)
    return str(g.nonce)


def add_headers(response: Response) -> Response:
    """The whole set on every answer; a page is never cached."""
    response.headers.update(CONSTANT)
    response.headers["Content-Security-Policy"] = _CSP.format(nonce())
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint == "people.sign_out" and request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "cookies"'
    return response


def static_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    """The same for built files, which are served before the app; these may be cached."""
    for name, value in CONSTANT.items():
        headers[name] = value  # noqa: PERF403 - the server's own object, not a dict
    headers["Content-Security-Policy"] = _CSP.format("")


def install(app: Flask) -> None:
    """Every answer of the app carries the set."""
    app.after_request(add_headers)
