import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { evidenceFile } from "@stagecraft/gates/read-evidence";
import { collectEvidence } from "./collect-evidence.ts";
import { EvidenceError } from "./evidence-error.ts";
import { evidenceHelp, evidenceOptions, readEvidenceOptions } from "./evidence-options.ts";
import { writeRecordedEvidence } from "./write-recorded-evidence.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "evidence",
  help: evidenceHelp,
  options: evidenceOptions,
  endsInOrder: true,
  async run(given, { log, signal }) {
    const { from, exitCode } = readEvidenceOptions(given);
    signal.addEventListener("abort", () =>
      log("interrupted: stopping the scenarios and their stages"),
    );
    if (exitCode !== 0) {
      throw new EvidenceError(`the test run failed (${exitCode}), so its records are incomplete.`);
    }
    const permissionsUsed = from
      ? await writeRecordedEvidence(root, from)
      : await collectEvidence(root, signal);
    log(`evidence: ${permissionsUsed} permissions used in ${evidenceFile(evidenceStage)}`);
    return 0;
  },
});
