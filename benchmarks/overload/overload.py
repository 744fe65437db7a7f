# SPDX-License-Identifier: Apache-2.0
"""What run measures: three rows of a table, then how soon the server is at full speed behind a burst."""
import json, os, re, subprocess, sys, threading, time, urllib.request

hbs, log = sys.argv[1], open(sys.argv[2], "a", encoding="utf-8")
times, duration = float(os.environ.get("TIMES", "3")), int(os.environ.get("DURATION", "10"))
metrics = "http://127.0.0.1:5441/metrics"


def start(*arguments):
    command = [hbs, "load", "--server", "https://localhost:5440", "--metrics", metrics, "--steps", "all", "--json", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)


def result(process):
    out = process.communicate()[0].strip().splitlines()
    if not out:
        sys.exit(f"hbs load printed nothing:\n{open(log.name, encoding='utf-8').read()}")
    return json.loads(out[-1])


def page():
    return urllib.request.urlopen(metrics).read().decode()


def buckets():
    found = re.findall(r'rpc_server_duration_seconds_bucket\{([^}]*SigningService/Sign"[^}]*status="OK"[^}]*)\} (\S+)', page())
    return {float(re.search(r'le="([^"]+)"', labels)[1]): float(count) for labels, count in found}


def quantile(before, after, q):
    """Between the edges of its bucket, as histogram_quantile of Prometheus."""
    counts = sorted((edge, count - before.get(edge, 0)) for edge, count in after.items())
    if not counts or counts[-1][1] == 0:
        return 0
    wanted, low, below = q * counts[-1][1], 0.0, 0.0
    for edge, count in counts:
        if count >= wanted:
            return low if edge == float("inf") else 1000 * (low + (edge - low) * (wanted - below) / (count - below))
        low, below = edge, count
    return 1000 * low


def row(what, *arguments):
    stream = start("--stream", "--callers", "16", "--duration", f"{duration}s", "--warm-up", "1s")
    try:
        before = buckets()
        calls, beside = result(start("--duration", f"{duration}s", "--warm-up", "1s", *arguments)), result(stream)
        after = buckets()
    finally:
        stream.kill()
    seen = " / ".join(f"{calls['latencyMs'][p]:.0f}" for p in ("p50", "p99"))
    own = " / ".join(f"{quantile(before, after, q):.0f}" for q in (0.5, 0.99))
    print(f"| {what} | {calls['documentsPerSecond']:,.0f} | {beside['documentsPerSecond']:,.0f} | {calls['errors']:,} | {beside['errors']:,} | {seen} | {own} |", flush=True)
    return calls["documentsPerSecond"] + beside["documentsPerSecond"]


class Samples(threading.Thread):
    """What the server's page says, five times a second: when, documents signed, calls refused."""

    def __init__(self):
        super().__init__(daemon=True)
        self.taken, self.ended = [], threading.Event()

    def run(self):
        while not self.ended.wait(0.2):
            text, now = page(), time.monotonic()
            self.taken.append((now, total(text, "hocbaso_documents_total", 'status="Signed"'), total(text, "hocbaso_client_refused_total")))

    def rate(self, begin, end):
        """Documents a second between two times, between the samples that are nearest."""
        first, last = (min(self.taken, key=lambda sample: abs(sample[0] - at)) for at in (begin, end))
        return (last[1] - first[1]) / (last[0] - first[0])


def total(text, name, label=""):
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith((name + "{", name + " ")) and label in line)


def recovery(rate):
    """A stream that fills the server by itself; a burst of single calls beside it, which ends with the last refusal."""
    samples = Samples()
    stream = start("--stream", "--callers", "64", "--duration", f"{duration + 20}s", "--warm-up", "1s")
    try:
        while total(page(), "hocbaso_documents_in_flight") == 0 and stream.poll() is None:
            time.sleep(0.1)
        time.sleep(3)
        samples.start()
        time.sleep(6)
        result(start("--duration", f"{duration}s", "--warm-up", "0s", "--rate", f"{rate:.0f}"))
        time.sleep(4)
        samples.ended.set()
        samples.join()
        result(stream)
    finally:
        stream.kill()
    refusing = [later for sample, later in zip(samples.taken, samples.taken[1:]) if later[2] > sample[2]]
    if not refusing:
        sys.exit("The burst was not refused: there is nothing to recover from.")
    begin, end = refusing[0][0], refusing[-1][0]
    before = samples.rate(begin - 5, begin - 1)
    seconds = [samples.rate(end + at, end + at + 1) / before for at in range(3)]
    print(f"\nA stream of 64 alone: {before:,.0f} documents a second; beside the burst the server did {samples.rate(begin, end) / before:.2f} of it,"
          f" in the first, second and third second behind it {', '.join(f'{one:.2f}' for one in seconds)}.")


print("| what | calls/s done | items/s of the stream | refused | of the stream | p50 / p99 ms as callers see it | as the server does |")
print("|---|---|---|---|---|---|---|", flush=True)
result(start("--callers", "64", "--duration", "10s", "--warm-up", "10s"))  # Compiles what is used.
full = row("64 callers that wait", "--callers", "64")
burst = row(f"{times:g} times as many calls", "--rate", f"{times * full:.0f}")
behind = row("64 callers, a second behind the burst", "--callers", "64")
print(f"\nDone under the burst {burst / full:.2f}, behind it {behind / full:.2f} of what was done before.", flush=True)
recovery(times * full)
