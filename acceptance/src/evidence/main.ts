import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { evidenceFile } from "@stagecraft/gates/read-evidence";
import { EvidenceError } from "./evidence-error.ts";
import { evidenceHelp, evidenceOptions, readEvidenceOptions } from "./evidence-options.ts";
import { keepRecorded } from "./keep-recorded.ts";
import { takeEvidence } from "./take-evidence.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "evidence",
  help: evidenceHelp,
  options: evidenceOptions,
  endsInOrder: true,
  async run(given, { log, signal }) {
    const { from, exitCode } = readEvidenceOptions(given);
    signal.addEventListener("abort", () =>
      log("interrupted: the scenarios and their stages are ended"),
    );
    if (exitCode !== 0) {
      throw new EvidenceError(
        `the test run failed (${exitCode}), so that nothing is said of what it would have used.`,
      );
    }
    const permissionsUsed = from
      ? await keepRecorded(root, from)
      : await takeEvidence(root, signal);
    log(`evidence: ${permissionsUsed} permissions used in ${evidenceFile(evidenceStage)}`);
    return 0;
  },
});
