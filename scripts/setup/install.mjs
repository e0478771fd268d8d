import { componentsDue } from "./components-due.mjs";
import { installComponents } from "./install-components.mjs";
import { takeInstallLock } from "./install-lock.mjs";
import { installPackages, writePackagesStamp } from "./install-packages.mjs";
import { packagesDue } from "./packages-due.mjs";
import { processesFromNodeModules } from "./running-processes.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Installs what is missing, one process at a time, and never while a process runs from node_modules.
 * @throws SetupError, InterruptedError.
 */
export async function install(root, { log, isCi, isBesideStage }) {
  const lock = await takeInstallLock(root, log);
  try {
    // Another process may have installed meanwhile.
    const packages = packagesDue(root);
    const refusal = packages && reasonToRefuse(root, packages, isCi);
    if (refusal?.isForStage && isBesideStage) {
      log(`${refusal.message} Until then this command uses what is installed.`);
      return;
    }
    if (refusal) throw new SetupError(refusal.message);
    if (packages?.how === "stamp") writePackagesStamp(root);
    else if (packages) await installPackages(root, packages, { log, lock });
    const components = await componentsDue(root, log);
    if (components) await installComponents(root, components, { log, lock });
    if (components || (packages && packages.how !== "stamp")) log("ready");
  } finally {
    lock.release();
  }
}

function reasonToRefuse(root, { how, reason }, isCi) {
  if (how === "stamp") return undefined;
  if (how === "install" && isCi) {
    return {
      message: `${reason}: run "npm install" and commit package-lock.json. With CI set, it is never changed.`,
    };
  }
  const [running, ...others] = processesFromNodeModules(root);
  if (!running) return undefined;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const them = others.length === 0 ? "it" : "them";
  return {
    isForStage: true,
    message: `${reason}, but process ${running.pid} (${running.command.slice(0, 100)})${more} runs from node_modules, and installing would replace it: end ${them}, then run this again.`,
  };
}
