import { componentsDue } from "./components-due.mjs";
import { packagesDue } from "./packages-due.mjs";

/**
 * Brings node_modules and SST's components to what package-lock.json, the workspaces and the providers ask for.
 * @throws SetupError with what a person has to do, InterruptedError.
 */
export async function setUp(root, options) {
  if (!packagesDue(root) && !(await componentsDue(root, options.log))) return;
  // What installs is loaded only now: this runs before every command.
  const { install } = await import("./install.mjs");
  await install(root, options);
}
