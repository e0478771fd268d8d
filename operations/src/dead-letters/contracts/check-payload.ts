import type { Contract } from "./contract.ts";

/** Whether the consumer accepts a payload, by its contract. */
export type PayloadCheck =
  /** `text` is what to send. `upcast` names the old and the new version when it was upgraded. */
  | { readonly verdict: "accepted"; readonly text: string; readonly upcast?: string }
  | { readonly verdict: "rejected"; readonly why: string }
  | { readonly verdict: "unknown"; readonly why: string };

/** S3 and Scheduler define the shape of their own events; the contract describes something else. */
const ownShape = new Set(["object", "schedule"]);

/**
 * Checks a payload against what its consumer accepts. Upgrades an event of an old version to the newest version, once producers
 * write that version: until then a running consumer may not know it.
 */
export function checkPayload(text: string, contract: Contract | undefined): PayloadCheck {
  if (!contract) return { verdict: "unknown", why: "it has no contract" };
  const { payload, via } = contract;
  if (!payload || ownShape.has(via.kind)) return { verdict: "accepted", text };
  const json = readJson(text);
  if (!json) return { verdict: "rejected", why: `${contract.name}: it is not JSON` };
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

/** The end of a schema's address: `job.created/1`. */
function shortened(schema: unknown): string {
  return String(schema).split("/").slice(-2).join("/");
}
