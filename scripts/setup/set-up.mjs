import { componentsDue } from "./components-due.mjs";
import { packagesDue } from "./packages-due.mjs";

/**
 * Installs the packages of package-lock.json and the workspaces, and SST's components for the providers.
 * @throws SetupError with what to do, InterruptedError
 */
export async function setUp(root, options) {
  if (!packagesDue(root) && !(await componentsDue(root, options.log))) return;
  // The installer is loaded only when it is needed, because this runs before every command.
  const { install } = await import("./install.mjs");
  await install(root, options);
}
