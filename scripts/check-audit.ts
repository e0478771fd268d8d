import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import governance from "../infra/org/governance.json" with { type: "json" };
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { type AdvisoryException, auditFaults } from "./audit/audit-faults.ts";
import { readAudit } from "./audit/read-audit.ts";

const help = `npm run check:audit

  Asks the npm registry for known vulnerabilities of all installed packages. "advisories" in infra/org/governance.json has the accepted ones:
  { "id": "GHSA-...", "reason": "...", "until": "2027-01-31" }. CI runs it; npm test does not, because it needs the network.
  Exit 0 none, 1 vulnerabilities or exceptions that ended, 2 the registry did not answer.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "check:audit",
  help,
  options: {},
  async run() {
    const { stdout } = spawnSync("npm", ["audit", "--json"], { cwd: root, encoding: "utf8" });
    const audit = readAudit(stdout);
    if (!audit.asked) {
      console.log(`The registry was not asked: ${audit.reason}`);
      return 2;
    }
    const exceptions: readonly AdvisoryException[] = governance.advisories;
    const today = new Date().toISOString().slice(0, 10);
    const faults = auditFaults(audit.advisories, exceptions, today);
    for (const fault of faults) console.log(fault);
    console.log(`${audit.advisories.length} known vulnerabilities, ${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  },
});
