import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";

/** What `npm run evidence` was asked for: a run of its own, or what another run left. */
export type EvidenceOptions = {
  readonly from?: string;
  /** Of the other run; 0 when nothing was said of it. */
  readonly exitCode: number;
};

export const evidenceHelp = `npm run evidence -- [--from FOLDER [--exit-code CODE]]

  Goes every way through the program that the scenarios know, and keeps which permission each role used.
  --from FOLDER      run nothing: take what a test run left in FOLDER, which STAGECRAFT_PERMISSIONS_USED_FOLDER named to it
  --exit-code CODE   how that test run ended: of one that failed, nothing is kept
  Exit 0 when evidence was kept, 2 when there is none to keep or when called wrongly.`;

/** What it takes. */
export const evidenceOptions = {
  from: { type: "string" },
  "exit-code": { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what there is not. */
export function readEvidenceOptions({ values }: Given<typeof evidenceOptions>): EvidenceOptions {
  const { from, "exit-code": exitCode } = values;
  if (from === "") throw new UsageError("--from needs a folder.");
  if (exitCode !== undefined && from === undefined) {
    throw new UsageError(
      "--exit-code is of the test run that left its permissionsUsed: --from FOLDER.",
    );
  }
  if (exitCode !== undefined && !/^\d{1,3}$/.test(exitCode)) {
    throw new UsageError(`--exit-code has to be a whole number, not "${exitCode}".`);
  }
  return {
    exitCode: Number(exitCode ?? 0),
    ...(from === undefined ? {} : { from: resolve(from) }),
  };
}
