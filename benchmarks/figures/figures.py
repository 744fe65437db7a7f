# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of figures.json one after another, round by round, and writes the medians as a table and a picture."""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from picture import draw

MEMBERS = ("documentsPerSecond", "tokenCeilingPerSecond", "ratioToCeiling", "serverCpuMicrosPerDocument",
           "serverAllocatedBytesPerDocument", "serverPeakRssMiB")


def main() -> int:
    options = read_options()
    figures = json.loads((Path(__file__).parent / "figures.json").read_text(encoding="utf-8"))
    if options.only:
        figures = [figure for figure in figures if figure["name"] in options.only.split(",")]
    if not figures:
        sys.exit("no figure of that name")
    runs = {figure["name"]: [] for figure in figures}
    for number in range(options.rounds):
        for figure in figures:
            result = run(options.hbs, figure["arguments"])
            runs[figure["name"]].append(result)
            print(f"{number + 1}/{options.rounds} {figure['name']}: {summary(result)}", flush=True)
    results = [dict(figure, **median_of(runs[figure["name"]])) for figure in figures]
    write(options, results)
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hbs", required=True, help="the command line to run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="names of figures, separated by commas")
    parser.add_argument("--json", type=Path, help="where the medians go")
    parser.add_argument("--markdown", type=Path, help="where the table goes; else it is printed")
    parser.add_argument("--picture", type=Path, help="where the picture goes, as SVG")
    return parser.parse_args()


def run(hbs: str, arguments: str) -> dict:
    """One run of hbs load; its last line is the result, also where documents failed."""
    done = subprocess.run([hbs, "load", *arguments.split(), "--json"], capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        sys.exit(f"hbs load {arguments} failed:\n{done.stdout}{done.stderr}")


def median_of(results: list[dict]) -> dict:
    medians = {}
    for member in MEMBERS:
        values = [result[member] for result in results if result[member] is not None]
        medians[member] = statistics.median(values) if values else None
    medians["p50"], medians["p99"] = (statistics.median(result["latencyMs"][p] for result in results) for p in ("p50", "p99"))
    medians["errors"] = sum(result["errors"] for result in results)
    medians["ratios"] = sorted(result["ratioToCeiling"] for result in results if result["ratioToCeiling"] is not None)
    return medians


def summary(result: dict) -> str:
    ratio = result["ratioToCeiling"]
    return (f"{result['documentsPerSecond']:.0f}/s, {'no ratio' if ratio is None else f'{ratio:.2f} of the ceiling'}, "
            f"{result['serverCpuMicrosPerDocument'] or 0:.0f} µs CPU, p99 {result['latencyMs']['p99']:.1f} ms"
            + (f", {result['errors']} ERRORS" if result["errors"] else ""))


def table(results: list[dict]) -> str:
    lines = ["| what | documents/s | the token alone | ratio (bar) | range | CPU µs | KiB allocated | p50 / p99 ms |",
             "|---|---|---|---|---|---|---|---|"]
    for r in results:
        bar = f" ({r['bar']})" if "bar" in r else ""
        ratio = "" if r["ratioToCeiling"] is None else f"{r['ratioToCeiling']:.2f}{bar}"
        spread = f"{r['ratios'][0]:.2f}–{r['ratios'][-1]:.2f}" if r["ratios"] else ""
        title = r["title"] + (f", {r['errors']} errors" if r["errors"] else "")
        lines.append(f"| {title} | {r['documentsPerSecond']:,.0f} | {r['tokenCeilingPerSecond'] or 0:,.0f} | {ratio} | {spread} "
                     f"| {r['serverCpuMicrosPerDocument'] or 0:,.0f} | {(r['serverAllocatedBytesPerDocument'] or 0) / 1024:,.0f} "
                     f"| {r['p50']:.1f} / {r['p99']:.1f} |")
    return "\n".join(lines) + "\n"


def write(options: argparse.Namespace, results: list[dict]) -> None:
    if options.json:
        options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.picture:
        options.picture.write_text(draw(results), encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(table(results), encoding="utf-8")
    else:
        print(table(results))


if __name__ == "__main__":
    sys.exit(main())
