import { join } from "node:path";
import { readIfThere, readJsonIfThere, sha256, writeWhole } from "./files.mjs";
import { SetupError } from "./setup-error.mjs";

/** Increase this to have installed components installed again. */
const installVersion = 1;

/** The folder of SST's components. */
export const platformOf = (root) => join(root, ".sst", "platform");
/** In the components' folder, so that both are removed together. */
export const componentsStampOf = (root) => join(platformOf(root), ".stagecraft-components.json");

/**
 * The stamp for SST's components, when the installed ones do not match the providers in sst.config.ts and the installed sst. Otherwise
 * undefined. The providers are read only when the file has changed.
 */
export async function componentsDue(root, log) {
  const config = readIfThere(join(root, "sst.config.ts"));
  if (config === undefined) throw new SetupError("There is no sst.config.ts.");
  const stamp = readJsonIfThere(componentsStampOf(root));
  const base = {
    installVersion,
    platform: `${process.platform}-${process.arch}`,
    sst: readJsonIfThere(join(root, "node_modules", "sst", "package.json"))?.version,
  };
  const isSame = Object.entries(base).every(([name, value]) => stamp?.[name] === value);
  const configHash = sha256(config);
  if (isSame && stamp.config === configHash) return undefined;
  const { readProviders } = await import("./read-providers.mjs");
  const read = readProviders(root);
  if (!read.ok && isSame) {
    log(`sst.config.ts cannot be read (${read.reason}): SST's components were not changed`);
    return undefined;
  }
  if (!read.ok) {
    throw new SetupError(
      `sst.config.ts cannot be read (${read.reason}), but SST's components depend on its providers.`,
    );
  }
  const wanted = { ...base, providers: read.providers, config: configHash };
  if (!isSame || JSON.stringify(stamp.providers) !== JSON.stringify(wanted.providers))
    return wanted;
  writeWhole(componentsStampOf(root), JSON.stringify(wanted));
  return undefined;
}
