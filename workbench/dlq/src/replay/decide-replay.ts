import type { _Record as StreamRecord } from "@aws-sdk/client-kinesis";
import type { Step } from "../audit/audit.ts";
import { checkPayload } from "../contracts/check-payload.ts";
import type { Contract } from "../contracts/contract.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetter, WayBack } from "../letters/dead-letter.ts";
import type { FoundRecords } from "../letters/stream-records.ts";
import { textOfRecord } from "../letters/text-of-record.ts";

/** What a replay does with a dead letter. */
export type Decision =
  | {
      readonly kind: "send";
      /** The payload, or one text for each record of a batch. */
      readonly texts: readonly string[];
      readonly records?: readonly StreamRecord[];
      readonly upcast?: string;
      /** A run that was killed may have sent it. */
      readonly isInDoubt: boolean;
      /** Begins a new execution instead of going on with the old one. */
      readonly isRestart?: boolean;
    }
  /** A run that was killed has sent it: it only has to go. */
  | { readonly kind: "finish" }
  | { readonly kind: "refuse"; readonly because: Refusal; readonly why: string };

/** `rejected`: its consumer would not take it. `unchecked`: nobody knows. `gone`: the stream keeps it no more. */
export type Refusal = "rejected" | "unchecked" | "gone" | "no way back";

export type DecisionContext = {
  readonly contracts: readonly Contract[];
  /** Sends also what cannot be checked. */
  readonly unchecked: boolean;
  /** Begins executions anew instead of going on with them. */
  readonly restart: boolean;
  last(letter: DeadLetter): Step | undefined;
  readRecords(way: Extract<WayBack, { to: "stream-consumer" }>): Promise<FoundRecords>;
};

/** Decides what becomes of a dead letter. Nothing changes by that. */
export async function decideReplay(
  letter: DeadLetter,
  context: DecisionContext,
): Promise<Decision> {
  const { way } = letter;
  const last = context.last(letter);
  if (last === "sent" || last === "done") return { kind: "finish" };
  const isInDoubt = last === "sending";
  switch (way.to) {
    case "nowhere":
      return refuse("no way back", way.why);
    case "queue":
      return decide(letter, [letter.body], { isInDoubt }, context);
    case "function":
      return decide(letter, [way.payload], { isInDoubt }, context);
    case "state-machine": {
      const isRestart = context.restart;
      if (way.notRedrivable !== undefined && !isRestart) {
        return refuse("no way back", `${way.notRedrivable}; --restart begins it anew`);
      }
      // Neither a redrive nor a name takes effect twice.
      return decide(letter, [letter.body], { isInDoubt: false, isRestart }, context);
    }
    case "stream-consumer": {
      const { records, isGone } = await context.readRecords(way);
      if (isGone) {
        const left = records.length === 0 ? "none" : "only the later ones";
        return refuse("gone", `of its ${way.batch.batchSize} records the stream keeps ${left}`);
      }
      return decide(letter, records.map(textOfRecord), { isInDoubt, records }, context);
    }
  }
}

function decide(
  letter: DeadLetter,
  texts: readonly string[],
  sending: Omit<Extract<Decision, { kind: "send" }>, "kind" | "texts" | "upcast">,
  { contracts, unchecked }: DecisionContext,
): Decision {
  const contract = contractOf(letter, contracts);
  const sent: string[] = [];
  const upcasts = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const checked = checkPayload(text, contract);
    const at = texts.length > 1 ? ` (record ${index + 1} of ${texts.length})` : "";
    if (checked.verdict === "rejected") return refuse("rejected", checked.why + at);
    if (checked.verdict === "unknown" && !unchecked) {
      return refuse("unchecked", `cannot check: ${checked.why}; --unchecked sends it all the same`);
    }
    sent.push(checked.verdict === "accepted" ? checked.text : text);
    if (checked.verdict === "accepted" && checked.upcast) upcasts.add(checked.upcast);
  }
  const upcast = [...upcasts].join(", ");
  return { kind: "send", texts: sent, ...sending, ...(upcast && { upcast }) };
}

function refuse(because: Refusal, why: string): Decision {
  return { kind: "refuse", because, why };
}
