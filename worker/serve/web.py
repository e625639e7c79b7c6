"""Gunicorn's settings, for `make run` and for a real deployment: ``-c python:worker.serve.web``."""

from gunicorn.http import wsgi

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
graceful_timeout = 8
control_socket_disable = True

_lines = wsgi.Response.default_headers


def _silent(answer: wsgi.Response) -> list[str]:
    """No answer tells a stranger which software to look up."""
    return [line for line in _lines(answer) if not line.startswith("Server:")]


wsgi.Response.default_headers = _silent
