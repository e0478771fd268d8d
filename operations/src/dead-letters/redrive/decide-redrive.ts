import type { _Record as StreamRecord } from "@aws-sdk/client-kinesis";
import type { Step } from "../audit/audit-entry.ts";
import { checkPayload } from "../contracts/check-payload.ts";
import type { Contract } from "../contracts/contract.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetterMessage, RedriveTarget } from "../messages/dead-letter-message.ts";
import type { FoundRecords } from "../messages/stream-records.ts";
import { textOfRecord } from "../messages/text-of-record.ts";
import { hideValues } from "../redaction/hide-values.ts";
import { redactText } from "../redaction/redact-payload.ts";

/** What a redrive does with a dead-letter message. */
export type Decision =
  | {
      readonly kind: "send";
      /** The payload, or one text for each record of a batch. */
      readonly texts: readonly string[];
      readonly records?: readonly StreamRecord[];
      readonly upcast?: string;
      /** A killed run may have sent it. */
      readonly isUncertain: boolean;
      /** Starts a new execution instead of redriving the failed one. */
      readonly isRestart?: boolean;
    }
  /** A killed run has sent it. */
  | { readonly kind: "delete" }
  | { readonly kind: "refuse"; readonly reason: Refusal; readonly why: string };

/**
 * `rejected`: its consumer would reject it. `unchecked`: it has no contract. `expired`: the stream does not have its records any
 * more. `not redrivable`: it has no redrive target.
 */
export type Refusal = "rejected" | "unchecked" | "expired" | "not redrivable";

export type DecisionContext = {
  readonly contracts: readonly Contract[];
  /** Also sends messages that have no contract. */
  readonly unchecked: boolean;
  /** Starts new executions instead of redriving the failed ones. */
  readonly restart: boolean;
  lastStep(message: DeadLetterMessage): Step | undefined;
  readRecords(target: Extract<RedriveTarget, { kind: "stream-consumer" }>): Promise<FoundRecords>;
};

/** Decides what to do with a dead-letter message. Changes nothing. */
export async function decideRedrive(
  message: DeadLetterMessage,
  context: DecisionContext,
): Promise<Decision> {
  const { target } = message;
  const last = context.lastStep(message);
  if (last === "sent" || last === "done") return { kind: "delete" };
  const isUncertain = last === "sending";
  switch (target.kind) {
    case "none":
      return refuse("not redrivable", target.why);
    case "queue":
      return decide(message, [message.body], { isUncertain }, context);
    case "function":
      return decide(message, [target.payload], { isUncertain }, context);
    case "state-machine": {
      const isRestart = context.restart;
      if (target.notRedrivable !== undefined && !isRestart) {
        return refuse(
          "not redrivable",
          `${target.notRedrivable}; --restart starts it again from the first state`,
        );
      }
      // The redrive has a client token and the new execution a fixed name: a second request has no effect.
      return decide(message, [message.body], { isUncertain: false, isRestart }, context);
    }
    case "stream-consumer": {
      const { records, isExpired } = await context.readRecords(target);
      if (isExpired) {
        const left = records.length === 0 ? "none" : "only the later ones";
        return refuse("expired", `of its ${target.batch.batchSize} records the stream has ${left}`);
      }
      return decide(message, records.map(textOfRecord), { isUncertain, records }, context);
    }
  }
}

function decide(
  message: DeadLetterMessage,
  texts: readonly string[],
  sending: Omit<Extract<Decision, { kind: "send" }>, "kind" | "texts" | "upcast">,
  { contracts, unchecked }: DecisionContext,
): Decision {
  const contract = contractOf(message, contracts);
  const sent: string[] = [];
  const upcasts = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const checked = checkPayload(text, contract);
    const at = texts.length > 1 ? ` (record ${index + 1} of ${texts.length})` : "";
    if (checked.verdict === "rejected") {
      return refuse("rejected", hideValues(checked.why, redactText(text, contract).hidden) + at);
    }
    if (checked.verdict === "unknown" && !unchecked) {
      return refuse(
        "unchecked",
        `cannot check: ${checked.why}; --unchecked sends it without a check`,
      );
    }
    sent.push(checked.verdict === "accepted" ? checked.text : text);
    if (checked.verdict === "accepted" && checked.upcast) upcasts.add(checked.upcast);
  }
  const upcast = [...upcasts].join(", ");
  return { kind: "send", texts: sent, ...sending, ...(upcast && { upcast }) };
}

function refuse(reason: Refusal, why: string): Decision {
  return { kind: "refuse", reason, why };
}
