# SPDX-License-Identifier: Apache-2.0
"""A collector that keeps what it is sent, as it is: the body and the headers of each OTLP request, in files of a folder.

usage: otlp_collector.py grpc|http FOLDER   (prints its port, ends with its standard input)
"""
import concurrent.futures
import http.server
import itertools
import pathlib
import sys
import threading

import grpc

protocol, folder = sys.argv[1:]
number = itertools.count()


def keep(signal, body, headers):
    name = pathlib.Path(folder, f"{next(number):04}-{signal}")
    name.with_suffix(".headers").write_text("\n".join(f"{k.lower()}={v}" for k, v in headers))
    name.with_suffix(".part").write_bytes(body)
    name.with_suffix(".part").rename(name.with_suffix(".bin"))  # there only when it is whole


class Services(grpc.GenericRpcHandler):
    """Both services without their stubs: an empty answer is a good one."""

    def service(self, call):
        signal = {
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export": "traces",
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export": "metrics",
        }.get(call.method)
        if signal is None:
            return None

        def export(body, context):
            keep(signal, body, [(m.key, m.value) for m in context.invocation_metadata()])
            return b""

        return grpc.unary_unary_rpc_method_handler(export)


class Pages(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        chunks = []
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
        else:
            chunks.append(self.rfile.read(int(self.headers["Content-Length"])))
        keep(self.path.rpartition("/")[2], b"".join(chunks), self.headers.items())
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if protocol == "grpc":
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers((Services(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
else:
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    port = pages.server_port
    threading.Thread(target=pages.serve_forever, daemon=True).start()
print(port, flush=True)
sys.stdin.read()
