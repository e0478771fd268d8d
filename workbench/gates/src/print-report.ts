import type { Report } from "./run-gates.ts";

/** The report as text: the findings with their fixes, and the figures. */
export function printReport({ stages, findings, waived, undecided, figures }: Report): string {
  const where = (stage?: string) =>
    stages.length > 1 && stage !== undefined ? `  (stage ${stage})` : "";
  const lines = [
    ...findings.map(
      ({ rule, severity, resource, stage, message, fix }) =>
        `${severity}  ${rule}  ${resource}${where(stage)}\n  ${indented(message)}\n  write: ${indented(fix)}`,
    ),
    ...undecided.map(
      ({ rule, resource, stage, message, next }) =>
        `cannot check  ${rule}  ${resource}${where(stage)}\n  ${indented(message)}\n  next: ${indented(next)}`,
    ),
    ...Object.entries(figures).flatMap(([gate, of]) =>
      Object.entries(of).map(([what, value]) => `${gate}: ${what}: ${value}`),
    ),
    `${findingsText(findings)}, ${undecided.length} not checked, ${waived.length} waived`,
  ];
  return lines.join("\n");
}

function findingsText(findings: Report["findings"]): string {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  return `${findings.length} findings${warnings === 0 ? "" : ` (${warnings} only warnings)`}`;
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}
