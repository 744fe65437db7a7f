// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>How the report looks.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet. Colours c1 to c6 can be told apart by people who see red and green alike (Okabe and Ito).</summary>
    public const string Css = """
        :root{--bg:#f5f6f8;--card:#fff;--ink:#1b2430;--soft:#5c6878;--rule:#e3e7ec;--warm:#eef1f5;
        --c1:#0072b2;--c2:#e07b00;--c3:#009e73;--c4:#b65c91;--c5:#56a8d8;--c6:#8a93a0}
        @media (prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1b212a;--ink:#e7ebf0;--soft:#98a4b3;--rule:#2c3541;--warm:#232b36;
        --c1:#4aa8de;--c2:#f0a03c;--c3:#2fc79b;--c4:#d78ab7;--c5:#8ccbee;--c6:#8a93a0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.45 system-ui,"Segoe UI","Liberation Sans",Roboto,sans-serif}
        main{max-width:1240px;margin:0 auto;padding:28px 24px 36px}
        header{margin-bottom:18px}
        h1{font-size:26px;line-height:1.2;margin:0 0 4px;font-weight:650}
        header p{margin:0;color:var(--soft)}
        h2{font-size:15px;margin:0 0 8px;font-weight:650}
        section,.tile{background:var(--card);border:1px solid var(--rule);border-radius:10px}
        section{padding:16px 18px;margin-bottom:16px}
        .tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:12px;margin-bottom:16px}
        .tile{padding:12px 14px;display:flex;flex-direction:column}
        .tile span{color:var(--soft);font-size:13px}
        .tile strong{font-size:24px;font-weight:650;line-height:1.35;white-space:nowrap}
        .tile small{color:var(--soft);font-size:13px}
        .tile.bad{border-color:#c8323f}.tile.bad strong{color:#c8323f}
        .grid2{display:grid;grid-template-columns:1fr 1fr;gap:0 16px}
        .chart{display:block;width:100%;height:auto}
        .chart text{font-family:inherit;fill:var(--soft)}
        .axis{font-size:12px}.mark{font-size:11.5px}
        .grid{stroke:var(--rule)}.tick,.base{stroke:var(--c6)}
        .warm{fill:var(--warm)}
        .line{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round}
        .line.dashed{stroke-dasharray:6 5;stroke-width:1.5}
        .area{fill:var(--c);opacity:.13}.dot{fill:var(--c)}
        .c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}
        .legend{display:flex;flex-wrap:wrap;gap:2px 18px;padding-left:40px;font-size:13px;color:var(--soft)}
        .key{display:inline-block;width:16px;height:0;border-top:3px solid var(--c);margin-right:6px;vertical-align:middle}
        .key.dashed{border-top-style:dashed;border-top-width:2px}
        .stack{display:flex;height:26px;border-radius:6px;overflow:hidden;margin:10px 0 12px}
        .stack b{background:var(--c);display:block}
        table{border-collapse:collapse;width:100%}
        th{font-weight:400;text-align:left;color:var(--soft);font-size:13px}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .bars th{width:1%;white-space:nowrap;padding:4px 12px 4px 0}
        .bars .bar b{display:block;height:13px;border-radius:3px;background:var(--c);min-width:2px}
        .bars .n{width:1%;padding-left:12px}
        .list td,.list th{padding:6px 10px 6px 0;border-bottom:1px solid var(--rule)}
        .list tr:last-child td{border-bottom:0}
        .list.short{width:auto;min-width:280px}
        p.none{color:var(--soft)}
        ul{margin:10px 0 0;padding-left:18px;color:var(--soft)}
        @media (max-width:900px){.grid2{grid-template-columns:1fr}.tiles{grid-template-columns:repeat(2,1fr)}section{overflow-x:auto}}
        """;
}
