import type { Report } from "./run-gates.ts";

/** The report for a person: what is wrong and where, what to write, and the figures. */
export function printReport({ findings, waived, undecided, figures }: Report): string {
  const lines = [
    ...findings.map(
      ({ rule, severity, resource, message, fix }) =>
        `${severity}  ${rule}  ${resource}\n  ${indented(message)}\n  write: ${indented(fix)}`,
    ),
    ...undecided.map(
      ({ rule, resource, message, next }) =>
        `cannot judge  ${rule}  ${resource}\n  ${indented(message)}\n  next: ${indented(next)}`,
    ),
    ...Object.entries(figures).flatMap(([gate, of]) =>
      Object.entries(of).map(([what, value]) => `${gate}: ${what}: ${value}`),
    ),
    `${findings.length} findings, ${undecided.length} not judged, ${waived.length} waived`,
  ];
  return lines.join("\n");
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}
