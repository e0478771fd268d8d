import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { componentsStampOf, platformOf } from "./components-due.mjs";
import { readIfThere, writeWhole } from "./files.mjs";
import { runInstaller } from "./run-installer.mjs";

/** The Pulumi version that SST requires; only the version is checked when components are installed. */
const pulumiVersion = "v3.215.0";

/** Installs SST's components and the providers into .sst/platform. A real deploy downloads Pulumi itself. */
export async function installComponents(root, stamp, { log, lock }) {
  log("installing SST's components");
  // Without a stamp an earlier installation may be incomplete.
  if (readIfThere(componentsStampOf(root)) === undefined) {
    rmSync(platformOf(root), { recursive: true, force: true });
  }
  rmSync(componentsStampOf(root), { force: true });
  const config = mkdtempSync(join(tmpdir(), "stagecraft-setup-"));
  try {
    const engine = join(config, "sst", "bin", "pulumi");
    mkdirSync(dirname(engine), { recursive: true });
    writeFileSync(engine, `#!/bin/sh\necho ${pulumiVersion}\n`);
    chmodSync(engine, 0o755);
    await runInstaller(root, [join(root, "node_modules", ".bin", "sst"), "install"], {
      lock,
      environment: {
        XDG_CONFIG_HOME: config,
        // The CLI writes its log there.
        TMPDIR: config,
        SST_BUN_PATH: join(root, "node_modules", "bun", "bin", "bun.exe"),
        SST_STAGE: "local",
        SST_TELEMETRY_DISABLED: "1",
        DO_NOT_TRACK: "1",
      },
    });
  } finally {
    rmSync(config, { recursive: true, force: true });
  }
  writeWhole(componentsStampOf(root), JSON.stringify(stamp));
}
