import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";

/** The options of `npm run evidence`: run the scenarios, or read the records of another run. */
export type EvidenceOptions = {
  readonly from?: string;
  /** Exit code of the other run (default: 0). */
  readonly exitCode: number;
};

export const evidenceHelp = `npm run evidence -- [--from FOLDER [--exit-code CODE]]

  Runs all acceptance scenarios and writes which permissions each role used, and what the functions wrote about themselves. The
  gates "iam" and "operations" read this evidence.
  --from FOLDER      run nothing; read the records of a test run for which STAGECRAFT_EVIDENCE_FOLDER was set to FOLDER
  --exit-code CODE   exit code of that test run; when it is not 0, no evidence is written
  Exit 0 when evidence was written, 2 when there is none or for wrong usage.`;

/** Its options for `parseArgs`. */
export const evidenceOptions = {
  from: { type: "string" },
  "exit-code": { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readEvidenceOptions({ values }: Given<typeof evidenceOptions>): EvidenceOptions {
  const { from, "exit-code": exitCode } = values;
  if (from === "") throw new UsageError("--from needs a folder.");
  if (exitCode !== undefined && from === undefined) {
    throw new UsageError("--exit-code is only allowed with --from FOLDER.");
  }
  if (exitCode !== undefined && !/^\d{1,3}$/.test(exitCode)) {
    throw new UsageError(`--exit-code must be a whole number, not "${exitCode}".`);
  }
  return {
    exitCode: Number(exitCode ?? 0),
    ...(from === undefined ? {} : { from: resolve(from) }),
  };
}
