import type { Contract } from "./contract.ts";

/** What would become of a payload at its consumer, by the contract. */
export type Checked =
  /** `text` is what to send; `upcast` says from which version to which it was brought, if it was. */
  | { readonly verdict: "accepted"; readonly text: string; readonly upcast?: string }
  | { readonly verdict: "rejected"; readonly why: string }
  | { readonly verdict: "unknown"; readonly why: string };

/** Events of S3 and Scheduler are those services' own: a contract says what is behind them. */
const ownShape = new Set(["object", "schedule"]);

/**
 * Holds a payload against what its consumer accepts. An event in an old version is told in the newest, once producers
 * write that: until then a consumer that still runs may not know it.
 */
export function checkPayload(text: string, contract: Contract | undefined): Checked {
  if (!contract) return { verdict: "unknown", why: "no contract says what its consumer accepts" };
  const { payload, via } = contract;
  if (!payload || ownShape.has(via.kind)) return { verdict: "accepted", text };
  const json = readJson(text);
  if (!json) return { verdict: "rejected", why: `${contract.name}: it is no JSON` };
  const accepted = payload.accept(json.value);
  if (!accepted.ok) {
    const errors = accepted.errors.map(({ path, message }) => `${path}: ${message}`.trim());
    return { verdict: "rejected", why: `${contract.name}: ${errors.join("; ")}` };
  }
  const [was, is] = [schemaOf(json.value), schemaOf(accepted.value)];
  const isWritten = payload.writes === payload.versions.at(-1)?.version;
  if (was === is || !isWritten) return { verdict: "accepted", text };
  return {
    verdict: "accepted",
    text: JSON.stringify(accepted.value),
    upcast: `${shortened(was)} to ${shortened(is)}`,
  };
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#dataschema */
function schemaOf(event: unknown): unknown {
  return typeof event === "object" && event !== null && "dataschema" in event
    ? event.dataschema
    : undefined;
}

/** The end of a schema's address: `letter.sent/1`. */
function shortened(schema: unknown): string {
  return String(schema).split("/").slice(-2).join("/");
}
