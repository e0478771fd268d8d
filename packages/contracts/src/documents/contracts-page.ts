import type { Declarations, DeclaredContract } from "../declarations.ts";
import { addressOf, durationText, idempotencyText, nameOf } from "./contract-text.ts";

const head = `# Contracts

All data that passes between processes, as declared in \`packages/contracts/src/contracts.ts\`. \`npm run contracts\` writes this
page, [openapi.json](openapi.json) with [its page](api.html), and [asyncapi.json](asyncapi.json). infra/ takes its figures from the
contracts, and \`npm run gate -- contracts\` compares the program with them. [ADR 0009](adr/0009-event-versions.md) describes how
schemas change, [ADR 0010](adr/0010-idempotency.md) why a second delivery has no effect.`;

/** docs/contracts.md: all contracts in tables. */
export function contractsPage({ contracts, personal }: Declarations): string {
  const tables = [
    table(
      "Channels",
      "The versions are those that the consumer accepts; the written version is bold.",
      ["contract", "producer", "via", "consumer", "schema", "owner"],
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
      "Idempotency and ordering",
      "Every channel may deliver twice. The second column says why a second delivery has no effect.",
      ["contract", "idempotency", "ordering"],
      contracts.map((contract) => [
        code(contract.name),
        sentence(idempotencyText(contract)),
        contract.ordering,
      ]),
    ),
    table(
      "Failures",
      "Invalid data is refused at every delivery; any other failure is retried.",
      ["contract", "retries", "invalid data", "dead-letter messages", "owner and remedy"],
      contracts.map((contract) => [
        code(contract.name),
        retriesText(contract),
        contract.poison,
        ...endText(contract),
      ]),
    ),
    table(
      "Latency objectives",
      "Objectives, not measurements.",
      ["contract", "p95", "p99", "measured"],
      contracts.map(({ name, latency }) => [
        code(name),
        millisecondsText(latency.p95Ms),
        millisecondsText(latency.p99Ms),
        latency.measured,
      ]),
    ),
    table(
      "Personal data",
      "The fields that identify a customer, or that customers write as they like: logs, metrics and traces have none of them, and operators' tools hide them ([ADR 0012](adr/0012-personal-data.md)).",
      ["data", "personal fields"],
      personalRows(personal),
    ),
  ];
  return `${[head, ...tables].join("\n\n")}\n`;
}

/** A row for each schema and operation with personal fields, of all of its versions. */
function personalRows({ schemas, operations }: Declarations["personal"]): readonly string[][] {
  const paths = [
    ...Object.entries(operations),
    ...Object.entries(schemas).map(
      ([name, versions]) => [name, Object.values(versions).flat()] as const,
    ),
  ];
  return paths
    .filter(([, own]) => own.length > 0)
    .map(([name, own]) => [code(name), [...new Set(own)].map(code).join(", ")]);
}

function anchor({ name, summary, notOn = [] }: DeclaredContract): string {
  const where = notOn.length > 0 ? ` (not on ${notOn.join(", ")})` : "";
  return `${code(name)}: ${summary}${where}`;
}

function carriersText({ carriers = [] }: DeclaredContract): string {
  return carriers.length > 0 ? `, forwarded by ${carriers.join(", ")}` : "";
}

function schemaText({ via, payload }: DeclaredContract): string {
  if (!payload) return via.kind === "http" ? "[openapi.json](openapi.json)" : "none";
  const versions = payload.accepts.map((version) =>
    version === payload.writes ? `**${version}**` : String(version),
  );
  return `${code(payload.schema)} ${versions.join(", ")}`;
}

/** How the channel retries. */
function retriesText({ via }: DeclaredContract): string {
  switch (via.kind) {
    case "queue":
      return `${via.deliveries} deliveries, at least ${durationText(via.visibilityTimeoutSeconds)} apart; retained for ${durationText(via.retentionSeconds)}`;
    case "stream":
      return `${via.retries} times${via.bisect ? ", bisected each time" : ""}, for at most ${durationText(via.maximumAgeSeconds)}; retained for ${durationText(via.retentionSeconds)}`;
    case "object":
      return asyncText(via);
    case "schedule":
      return `by the scheduler ${via.schedulerRetries} times, then ${asyncText(via)}`;
    case "http":
      return via.repeatsForSeconds === null
        ? "by the caller, without a limit"
        : `by the caller, for at most ${durationText(via.repeatsForSeconds)}`;
    case "workflow":
      return `its tasks, for at most ${durationText(via.timeoutSeconds)}`;
    case "task":
      return `by the workflow's definition; timeout ${durationText(via.timeoutSeconds)}${via.heartbeatSeconds === undefined ? "" : `, heartbeat timeout ${durationText(via.heartbeatSeconds)}`}`;
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
  return `${retries} times, for at most ${durationText(maximumAgeSeconds)}`;
}

function endText({ deadLetters }: DeclaredContract): [source: string, remedy: string] {
  if (!deadLetters) return ["none: the caller gets the error", ""];
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
