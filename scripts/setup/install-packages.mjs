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

/** Runs npm. The stamp is removed before and written after it, so that an interrupted installation never counts as complete. */
export async function installPackages(root, { how, reason }, { log, lock }) {
  rmSync(packagesStampOf(root), { force: true });
  if (how === "install") {
    log(`${reason}: "npm install" updates package-lock.json (commit it)`);
    // npm removes it only with the whole folder, and would not notice an incomplete folder.
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
  writePackagesStamp(root);
}

/** Writes the stamp: the packages are up to date. */
export function writePackagesStamp(root) {
  writeWhole(packagesStampOf(root), JSON.stringify(packagesStamp(root)));
}
