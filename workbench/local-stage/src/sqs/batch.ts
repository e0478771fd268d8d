import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../common/aws-error.ts";
import { type Fields, readFields, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import { modelledError } from "./sqs-error.ts";

/** The answer of a batch operation: each entry succeeds or fails by itself. A list without entries is absent. */
export type BatchResult<Success> = {
  readonly Successful?: readonly ({ readonly Id: string } & Success)[];
  readonly Failed?: readonly FailedEntry[];
};

type FailedEntry = {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: boolean;
};

export type BatchEntry = { readonly id: string; readonly fields: Fields };

const maximumEntries = quotas.sqs.batchMessages.value;

/** @throws AwsError for an invalid batch: none or too many entries, bad or repeated ids. */
export function readBatch(input: Fields, entryType: string): readonly BatchEntry[] {
  const given = input.Entries ?? [];
  if (!Array.isArray(given)) throw wrongType("Entries", "a list");
  if (given.length === 0) {
    throw modelledError(
      "EmptyBatchRequest",
      `There should be at least one ${entryType} in the request.`,
    );
  }
  if (given.length > maximumEntries) {
    throw modelledError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${maximumEntries}. You have sent ${given.length}.`,
    );
  }
  const seen = new Set<string>();
  return given.map((entry, index) => {
    const fields = readFields(entry, `Entries[${index}]`);
    const id = readString(fields, "Id") ?? "";
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id)) {
      throw modelledError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
    if (seen.has(id)) throw modelledError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    seen.add(id);
    return { id, fields };
  });
}

/** Runs every entry; an `AwsError` fails that entry alone. */
export function runBatch<Entry extends { readonly id: string }, Success>(
  entries: readonly Entry[],
  runEntry: (entry: Entry) => Success,
): BatchResult<Success> {
  const Successful: ({ readonly Id: string } & Success)[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.id, ...runEntry(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.id,
        Code: error.queryCode ?? error.code,
        Message: error.message,
        SenderFault: error.status < 500,
      });
    }
  }
  return {
    ...(Successful.length > 0 && { Successful }),
    ...(Failed.length > 0 && { Failed }),
  };
}
