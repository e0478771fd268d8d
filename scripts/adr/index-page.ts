import type { Adr } from "./adr.ts";

/** The six stages of a serverless system, from the first decision to its operation. */
const stageNames = [
  "workload fit",
  "triggers and contracts",
  "IAM and networking",
  "runtime performance",
  "observability and operations",
  "cost and governance",
] as const;

const head = `# Decisions

\`npm run adr -- index\` writes this page. Each ADR (architecture decision record) quotes numbers; \`npm run adr -- verify\` runs the
commands that compute them, and says which ones still hold. [evidence/](evidence) has the command, the file or the source of each
number. An ADR also names the test that fails when somebody breaks the decision, and what would reopen it.`;

/** docs/adr/README.md: the ADRs by question, then by stage. */
export function indexPage(adrs: readonly Adr[]): string {
  const byQuestion = adrs.toSorted((a, b) => (a.question < b.question ? -1 : 1));
  const byStage = stageNames.map((name, position) => ({
    heading: `${position + 1}. ${name}`,
    adrs: adrs.filter(({ stages }) => stages.includes(position + 1)),
  }));
  const ofNone = {
    heading: "The repository and its tools",
    adrs: adrs.filter(({ stages }) => stages.length === 0),
  };
  return [
    head,
    "## By question",
    ["| question | decision | ADR |", "|---|---|---|", ...byQuestion.map(row)].join("\n"),
    "## By stage",
    ...[...byStage, ofNone].map(
      ({ heading, adrs: own }) => `### ${heading}\n\n${own.map(item).join("\n") || "No ADR yet."}`,
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function row(adr: Adr): string {
  return `| ${adr.question} | ${decisionOf(adr)} | ${link(adr)} |`;
}

function item(adr: Adr): string {
  return `- ${link(adr)} ${decisionOf(adr)}`;
}

function link({ number, file }: Adr): string {
  return `[${number}](${file})`;
}

function decisionOf({ title, status }: Adr): string {
  return status === "accepted" ? title : `${title} (superseded)`;
}
