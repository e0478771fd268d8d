import { commandsOf } from "../../review/commands-of.ts";
import { exitConditions } from "../../review/exit-conditions.ts";
import type { FitCheck } from "../fit-check.ts";
import { type Fit, fitOf } from "../fit-of.ts";
import { questions } from "./questions.ts";
import type { Workload } from "./workload.ts";
import { decisions } from "./workload-decisions.ts";
import { workloadFacts } from "./workload-facts.ts";

/** docs/workloads/NAME.md: whether the workload fits, then the six stages. */
export function workloadPage(name: string, workload: Workload): string {
  const fit = fitOf(workloadFacts(workload));
  return [
    `# ${name}`,
    "",
    workload.what,
    "",
    `Written by \`npm run fit -- --new ${name} --answers docs/workloads/${name}.json\`. Every amount is an estimate: measure it when the`,
    "workload exists.",
    "",
    `## Fits functions: ${fit.verdict}`,
    "",
    ...summaryOf(fit),
    "",
    "| question | answer | reason | instead |",
    "|---|---|---|---|",
    ...fit.checks.map(
      ({ aspect, verdict, reason, instead = "" }) =>
        `| ${aspect} | ${verdict} | ${reason} | ${instead} |`,
    ),
    "",
    "Escape hatch, when functions do not fit or no longer fit:",
    "",
    ...fit.escapeHatches.map((hatch) => `- ${hatch}`),
    "",
    ...pagesOf(fit.checks),
    ...exitConditions.flatMap((condition) => [
      "",
      `## ${condition.stage}. ${condition.title}`,
      "",
      `- [ ] ${condition.condition} ([guide](../${condition.guide}))`,
      ...decisions[condition.stage](workload, fit).map(
        ({ text, record }) =>
          `- [ ] Decide: ${text}${record === undefined ? "" : ` ([how it is here](../${record}))`}`,
      ),
      "",
      proofText(commandsOf(condition)),
    ]),
    "",
    "## The answers",
    "",
    ...questions.map(({ key, text }) => `- ${text}: ${answerText(workload[key])}`),
    "",
  ].join("\n");
}

function summaryOf({ verdict, checks }: Fit): readonly string[] {
  const of = (wanted: FitCheck["verdict"]) =>
    checks.filter((check) => check.verdict === wanted).map(({ aspect }) => aspect);
  if (verdict === "yes") return ["Nothing in the answers speaks against it."];
  const against = [...of("no"), ...of("partial"), ...of("unknown")].join(", ");
  if (verdict === "no") {
    return [
      `Against it: ${against}. The work itself runs elsewhere. Functions start it, handle its end, and answer for its state: the`,
      "stages below are about these.",
    ];
  }
  return [`It fits with changes. To settle first: ${against}.`];
}

/** Where the limits are from. */
function pagesOf(checks: readonly FitCheck[]): readonly string[] {
  const pages = checks.flatMap(({ headroom = [] }) => headroom.map(({ page }) => page));
  return ["Limits:", "", ...[...new Set(pages)].map((page) => `- ${page}`)];
}

function proofText(commands: readonly string[]): string {
  return `Proven by ${commands.map((command) => `\`${command}\``).join(", ")}.`;
}

function answerText(answer: Workload[keyof Workload]): string {
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  return String(answer);
}
