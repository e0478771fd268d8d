import { escapeHtml } from "@stagecraft/contracts/documents/escape-html";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { endMs, type Hop, type HopSpan, type OrderTrace, startMs } from "./order-trace.ts";
import { spanText, timeText, waitText } from "./span-text.ts";

const style = `
:root { color-scheme: light dark; --line: #8884; --bar: #3b82f6; --failed: #dc2626; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
h1 { font-size: 1.2rem; margin: 0; }
p { margin: 0 0 1.5rem; opacity: .75; }
details { border-top: 1px solid var(--line); }
summary, .span { display: grid; grid-template-columns: 6rem 6rem minmax(12rem, 1fr) 2fr; gap: .75rem; align-items: center; padding: .25rem 0; }
summary { cursor: pointer; font-weight: 600; }
summary > :first-child, summary > :nth-child(2), .span > :first-child, .span > :nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; font-weight: 400; }
.wait { padding: .1rem 0 .1rem 12.75rem; opacity: .6; font-size: .85rem; }
.track { background: var(--line); border-radius: 3px; height: .6rem; position: relative; }
.track i { background: var(--bar); border-radius: 3px; bottom: 0; min-width: 2px; position: absolute; top: 0; }
.failed { color: var(--failed); }
.failed .track i { background: var(--failed); }
pre { background: #8881; border-radius: 4px; margin: .25rem 0 .5rem; overflow-x: auto; padding: .5rem; }`;

/** An order's life as an HTML page that needs no other file. */
export function tracePage(trace: OrderTrace): string {
  const { order, hops, otherLines } = trace;
  const lines = otherLines.flatMap((line) => printLogLine(line) ?? []);
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${order}</title><style>${style}</style>`,
    `<h1>${order}</h1>`,
    `<p>${hops.length} invocations in ${timeText(trace.endMs - trace.startMs)}, from ${new Date(trace.startMs).toISOString()}. Click one for its calls and log lines.</p>`,
    ...hops.map((hop) => hopHtml(hop, trace)),
    ...(lines.length > 0
      ? [`<p>Log lines of invocations without spans</p><pre>${escapeHtml(lines.join("\n"))}</pre>`]
      : []),
  ].join("\n");
}

function hopHtml(hop: Hop, trace: OrderTrace): string {
  const [root, ...inner] = hop.spans;
  if (!root) return "";
  const lines = hop.lines.flatMap((line) => printLogLine(line) ?? []);
  const failed = hop.spans.some(({ span }) => span.status.code === "ERROR");
  return [
    hop.waited ? `<div class="wait">${waitText(hop.waited, trace)}</div>` : "",
    `<details${failed ? ' open class="failed"' : ""}><summary>${cells(root, trace, `${hop.service}: `)}</summary>`,
    ...inner.map(
      (each) =>
        `<div class="span${each.span.status.code === "ERROR" ? " failed" : ""}">${cells(each, trace)}</div>`,
    ),
    lines.length > 0 ? `<pre>${escapeHtml(lines.join("\n"))}</pre>` : "",
    "</details>",
  ].join("");
}

function cells({ span, depth }: HopSpan, trace: OrderTrace, before = ""): string {
  const offset = startMs(span) - trace.startMs;
  const duration = endMs(span) - startMs(span);
  const share = (ms: number) =>
    `${((ms / Math.max(trace.endMs - trace.startMs, 1)) * 100).toFixed(3)}%`;
  return [
    `<span>+${timeText(offset)}</span><span>${timeText(duration)}</span>`,
    `<span style="padding-left:${depth}rem">${escapeHtml(before + spanText(span))}</span>`,
    `<span class="track"><i style="left:${share(offset)};width:${share(duration)}"></i></span>`,
  ].join("");
}
