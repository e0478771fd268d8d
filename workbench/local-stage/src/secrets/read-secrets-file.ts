import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { StageStartError } from "../stage/stage-start-error.ts";

/** The file of the state in which a person sets the program's secrets. */
export const secretsFile = "secrets.json";

/**
 * The secrets that a person has set, `{ "Name": "value" }`; none where there is no file. Makes it readable for its owner
 * only.
 * @throws StageStartError when it is not such an object. The message never contains its text.
 */
export function readSecretsFile(directory: string): { readonly [name: string]: string } {
  const file = join(directory, secretsFile);
  const text = readText(file);
  if (text === undefined) return {};
  const content = parse(file, text);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw wrong(file, "is no object");
  }
  const [other] = Object.entries(content).find(([, value]) => typeof value !== "string") ?? [];
  if (other !== undefined) throw wrong(file, `has something else than a text for "${other}"`);
  return content as { [name: string]: string };
}

function readText(file: string): string | undefined {
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw wrong(file, `cannot be read (${code})`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [place = ""] = /line \d+ column \d+/.exec((error as Error).message) ?? [];
    throw wrong(file, `is no JSON${place && `, at ${place}`}`);
  }
}

function wrong(file: string, what: string): StageStartError {
  return new StageStartError(
    `${file} ${what}. Write the secrets as { "Name": "value" }, or remove the file.`,
  );
}
