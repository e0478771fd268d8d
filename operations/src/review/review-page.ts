import { escapeHtml } from "@stagecraft/contracts/documents/escape-html";
import type { ReviewLine } from "./review-line.ts";
import type { StageReview } from "./run-review.ts";

const style = `
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #111; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #bbb; padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f2f2f2; }
tr.line td { background: #fafafa; font-weight: 600; }
td.status { white-space: nowrap; font-weight: 600; }
.green { color: #166534; } .red { color: #b91c1c; } .stale, .not-judged { color: #92400e; }
code { font-size: .9em; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; } h2 { break-after: avoid; } }`;

/** The review as one HTML page that needs no other file. */
export function reviewPage(review: StageReview): string {
  const { stage, plan, reviewedAt, stages, checklist, waived } = review;
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Review of ${escapeHtml(stage)}</title><style>${style}</style>`,
    `<h1>Review of the stage ${escapeHtml(stage)}</h1>`,
    `<p>Reviewed at ${reviewedAt} (UTC). The Plan has the SHA-256 <code>${plan}</code>. A line is green only with evidence of this Plan.</p>`,
    "<h2>Exit conditions of the six stages</h2>",
    "<table><thead><tr><th>status</th><th>what</th><th>found</th><th>evidence of</th><th>command</th></tr></thead><tbody>",
    ...stages.map(rows),
    "</tbody></table>",
    "<h2>Final checklist</h2>",
    "<table><tbody>",
    ...checklist.map(
      ({ title, status }) => `<tr>${statusCell(status)}<td>${escapeHtml(title)}</td></tr>`,
    ),
    "</tbody></table>",
    "<h2>Waived findings</h2>",
    waived.length === 0
      ? "<p>None.</p>"
      : `<ul>${waived.map(({ rule, resource, message }) => `<li>${escapeHtml(`${rule} ${resource}: ${message}`)}</li>`).join("")}</ul>`,
    "</html>",
    "",
  ].join("\n");
}

function rows({ title, condition, status, checks }: ReviewLine): string {
  return [
    `<tr class="line">${statusCell(status)}<td>${escapeHtml(title)}</td><td colspan="3">${escapeHtml(condition)}</td></tr>`,
    ...checks.map(
      (check) =>
        `<tr>${statusCell(check.status)}<td>${escapeHtml(check.name)}</td><td>${escapeHtml(check.figure)}</td><td>${check.evidenceAt ?? "this run"}</td><td><code>${escapeHtml(check.command ?? "")}</code></td></tr>`,
    ),
  ].join("\n");
}

function statusCell(status: ReviewLine["status"]): string {
  return `<td class="status ${status.replace(" ", "-")}">${status}</td>`;
}
