import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "./set-up.mjs";
import { InterruptedError, SetupError } from "./setup-error.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const log = (message) => process.stderr.write(`setup: ${message}\n`);

try {
  await setUp(root, {
    log,
    isCi: !["", "0", "false"].includes(process.env.CI ?? ""),
    isBesideStage: process.argv.includes("--beside-stage"),
  });
} catch (error) {
  log(inOneLine(error));
  process.exitCode = error instanceof InterruptedError ? error.exitCode : 2;
}

function inOneLine(error) {
  const message = String(error.message).replace(/\s*\n\s*/g, " ");
  if (error instanceof SetupError || error instanceof InterruptedError) return message;
  if (["EACCES", "EROFS", "EPERM", "ENOSPC"].includes(error.code)) {
    return `${error.path} cannot be written (${error.code}), and installing has to: make this checkout writable, or use another.`;
  }
  return message;
}
