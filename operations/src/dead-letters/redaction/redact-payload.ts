import type { Contract } from "../contracts/contract.ts";
import { type HiddenValues, hiddenValues } from "./hidden-values.ts";
import { redactObjectEvent } from "./redact-object-event.ts";

/** A payload as a person may see it, and what was left out. */
export type RedactedPayload = { readonly shown: unknown; readonly hidden: HiddenValues };

export type RedactedText = RedactedPayload & { readonly shown: string };

/** Redacts a payload by its contract. What no contract describes is hidden as a whole. */
export function redactPayload(value: unknown, contract: Contract | undefined): RedactedPayload {
  const shown = shownOf(value, contract);
  return { shown, hidden: hiddenValues(value, shown) };
}

/** The same for a text, which need not be JSON; `shown` is the text to print. */
export function redactText(text: string, contract: Contract | undefined): RedactedText {
  const json = readJson(text);
  if (!json) return { shown: "(hidden: it is not JSON)", hidden: { values: [text], names: [] } };
  const { shown, hidden } = redactPayload(json.value, contract);
  return { shown: typeof shown === "string" ? shown : JSON.stringify(shown), hidden };
}

function shownOf(value: unknown, contract: Contract | undefined): unknown {
  if (!contract) return "(hidden: it has no contract)";
  if (contract.via.kind === "object") return redactObjectEvent(value);
  const { payload } = contract;
  return payload ? payload.redact(value) : "(hidden: its contract describes no data)";
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
