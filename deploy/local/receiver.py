"""`python -m deploy.local.receiver PORT`: an entity's system, as far as a demonstration needs one. Takes every webhook, keeps none."""

import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .ports import HOST


class Receiver(BaseHTTPRequestHandler):
    """204 to whatever is posted; 200 to whoever asks whether it is there."""

    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds of silence after which a connection is let go

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    ThreadingHTTPServer((HOST, int(sys.argv[1])), Receiver).serve_forever()
