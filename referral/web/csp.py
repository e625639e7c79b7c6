"""What a browser refused to run on our pages: its directive is logged, never an address."""

import logging
from typing import Any

from flask import Blueprint, Response, request

from referral.policy import ANYONE
from referral.web.guard import requires

bp = Blueprint("csp", __name__)
MOST, LONGEST = 20, 20_000
_log = logging.getLogger(__name__)


@bp.post("/csp")
@requires(ANYONE)
def told() -> Response:
    """Take the reports of ``report-to``; what is not one is passed over."""
    for report in _reports():
        body = report.get("body") if isinstance(report, dict) else None
        directive = body.get("effectiveDirective") if isinstance(body, dict) else None
        if isinstance(directive, str) and directive in DIRECTIVES:
            _log.warning("refused by the browser: %s", directive)
    return Response(status=204, mimetype="text/plain")


def _reports() -> list[Any]:
    if request.content_length is None or request.content_length > LONGEST:
        return []
    try:
        reports = request.get_json(force=True, silent=True)
    except RecursionError:
        return []
    return reports[:MOST] if isinstance(reports, list) else []


DIRECTIVES = frozenset(
    {"script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem",
     "style-src-attr", "img-src", "font-src", "connect-src", "manifest-src", "worker-src",
     "form-action", "base-uri", "object-src", "frame-ancestors", "default-src",
     "require-trusted-types-for", "trusted-types"}
)  # fmt: skip
