import { existsSync, rmSync } from "node:fs";
import { writeWhole } from "./files.mjs";
import { nodeOf, npmRecordOf, packagesStamp, packagesStampOf } from "./packages-due.mjs";
import { runInstaller } from "./run-installer.mjs";
import { SetupError } from "./setup-error.mjs";

const options = [
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  "--include=dev",
  "--include=optional",
];

/** Runs npm; the stamp goes before and comes after, so that an interrupted installing is never taken for a whole one. */
export async function installPackages(root, { how, reason }, { log, lock }) {
  rmSync(packagesStampOf(root), { force: true });
  if (how === "install") {
    log(`${reason}: "npm install" brings both together, and changes package-lock.json (commit it)`);
    // npm itself removes it only with the whole folder, and it would call a half-changed folder whole.
    rmSync(npmRecordOf(root), { force: true });
  } else {
    log("installing packages from the npm registry (about a minute the first time)");
  }
  await runInstaller(root, ["npm", how, ...options], { lock });
  if (!existsSync(nodeOf(root))) {
    throw new SetupError(
      'npm installed no node_modules/.bin/node: install scripts have to run (see "npm config get ignore-scripts").',
    );
  }
  keepPackagesStamp(root);
}

/** Says from now on that the packages are right. */
export function keepPackagesStamp(root) {
  writeWhole(packagesStampOf(root), JSON.stringify(packagesStamp(root)));
}
