import { fileURLToPath } from "node:url";
import { errorText } from "@stagecraft/cli/error-text";
import { interruptionOf, onInterruption } from "@stagecraft/cli/interruption";
import { evidenceFile } from "@stagecraft/gates/read-evidence";
import { keepEvidence } from "./evidence/keep-evidence.ts";
import { takeEvidence } from "./evidence/take-evidence.ts";

/** Goes every way through the program that the journeys know, and keeps what its roles were seen to use; exit 1 when one did not come to its end. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const stage = "local";
const interrupted = onInterruption();
interrupted.addEventListener("abort", () =>
  console.error("interrupted: the journeys close their stages"),
);
try {
  const evidence = await takeEvidence(root, stage, interrupted);
  await keepEvidence(root, stage, evidence);
  console.error(`evidence: ${evidence.uses.length} uses of permissions in ${evidenceFile(stage)}`);
} catch (error) {
  const interruption = interruptionOf(interrupted);
  if (!interruption) console.error(errorText(error) ?? error);
  process.exitCode = interruption?.exitCode ?? 2;
}
