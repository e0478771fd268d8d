import type { Declarations, DeclaredContract } from "../declarations.ts";
import { addressOf, durationText, guardOf, nameOf } from "./words.ts";

const head = `# Contracts

Everywhere that data passes from one process to another, as \`packages/contracts/src/contracts.ts\` declares it:
\`npm run contracts\` writes this page, [openapi.json](openapi.json) with [its page](api.html), and
[asyncapi.json](asyncapi.json). infra/ takes its figures from the same place, and \`npm run gate -- contracts\` holds the
program against them. How schemas change is in [ADR 0009](adr/0009-event-versions.md), why twice does no harm in
[ADR 0010](adr/0010-idempotency.md).`;

/** docs/contracts.md: all contracts in tables. */
export function contractsPage({ contracts }: Declarations): string {
  const tables = [
    table(
      "What passes where",
      "Versions are those that the consumer accepts; the one that is written is in bold.",
      ["contract", "from", "over", "to", "schema", "owner"],
      contracts.map((contract) => [
        anchor(contract),
        contract.producers.map(nameOf).join(", ") + carriersText(contract),
        `${contract.via.kind} ${code(addressOf(contract.via))}`,
        nameOf(contract.consumer),
        schemaText(contract),
        contract.owner,
      ]),
    ),
    table(
      "When it comes twice, or in another order",
      "Exactly once does not exist; what is in the second column makes twice the same as once.",
      ["contract", "known by", "order"],
      contracts.map((contract) => [
        code(contract.name),
        sentence(guardOf(contract)),
        contract.ordering,
      ]),
    ),
    table(
      "When it fails",
      "Poison is refused however often it comes; everything else is tried again.",
      ["contract", "tried again", "poison", "ends in", "who, and what that person does"],
      contracts.map((contract) => [
        code(contract.name),
        retriesText(contract),
        contract.poison,
        ...endText(contract),
      ]),
    ),
    table(
      "What is aimed at",
      "Objectives, not measurements.",
      ["contract", "p95", "p99", "measured"],
      contracts.map(({ name, latency }) => [
        code(name),
        millisecondsText(latency.p95Ms),
        millisecondsText(latency.p99Ms),
        latency.measured,
      ]),
    ),
  ];
  return `${[head, ...tables].join("\n\n")}\n`;
}

function anchor({ name, summary, notOn = [] }: DeclaredContract): string {
  const where = notOn.length > 0 ? ` (not on ${notOn.join(", ")})` : "";
  return `${code(name)}: ${summary}${where}`;
}

function carriersText({ carriers = [] }: DeclaredContract): string {
  return carriers.length > 0 ? `, passed on by ${carriers.join(", ")}` : "";
}

function schemaText({ via, payload }: DeclaredContract): string {
  if (!payload) return via.kind === "http" ? "[openapi.json](openapi.json)" : "none";
  const versions = payload.accepts.map((version) =>
    version === payload.writes ? `**${version}**` : String(version),
  );
  return `${code(payload.schema)} ${versions.join(", ")}`;
}

/** By whatever carries it. */
function retriesText({ via }: DeclaredContract): string {
  switch (via.kind) {
    case "queue":
      return `${via.deliveries} deliveries, ${durationText(via.visibilityTimeoutSeconds)} apart at least; kept for ${durationText(via.retentionSeconds)}`;
    case "stream":
      return `${via.retries} times${via.bisect ? ", cut in two each time" : ""}, for ${durationText(via.maximumAgeSeconds)} at most; readable for ${durationText(via.retentionSeconds)}`;
    case "object":
      return asyncText(via);
    case "schedule":
      return `by the scheduler ${via.schedulerRetries} times, then ${asyncText(via)}`;
    case "http":
      return via.repeatsForSeconds === null
        ? "by the caller, as it likes"
        : `by the caller, for ${durationText(via.repeatsForSeconds)} at most`;
    case "workflow":
      return `its tasks, for ${durationText(via.timeoutSeconds)} at most`;
    case "task":
      return `as the definition says, each for ${durationText(via.timeoutSeconds)} at most${via.heartbeatSeconds === undefined ? "" : `, and again without a word for ${durationText(via.heartbeatSeconds)}`}`;
    case "call":
      return "by the workflow";
    case "deploy":
      return "by the next deploy";
    case "operator":
      return "by hand";
    case "report":
      return "with the import";
  }
}

function asyncText({ retries, maximumAgeSeconds }: { retries: number; maximumAgeSeconds: number }) {
  return `${retries} times, for ${durationText(maximumAgeSeconds)} at most`;
}

function endText({ deadLetters }: DeclaredContract): [source: string, remedy: string] {
  if (!deadLetters) return ["the caller's answer", ""];
  const { source, retentionSeconds, owner, remedy } = deadLetters;
  return [`${code(source)}, for ${durationText(retentionSeconds)}`, `${owner}: ${remedy}`];
}

function millisecondsText(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(
  title: string,
  note: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    note,
    "",
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map(line),
  ].join("\n");
}
