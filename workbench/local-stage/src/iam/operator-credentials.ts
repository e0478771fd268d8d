import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@stagecraft/processes/replace-file";
import { type Credentials, longLivedCredentials } from "./credentials.ts";

/** The keys of the person at the keyboard: created once, in a file that only this person can read; functions never get them. */
export function operatorCredentials(directory: string): Credentials {
  const kept = readOperatorCredentials(directory);
  if (kept) return kept;
  const made = longLivedCredentials();
  mkdirSync(directory, { recursive: true });
  replaceFile(fileIn(directory), `${JSON.stringify(made)}\n`);
  return made;
}

/** Undefined where no stage has run yet. */
export function readOperatorCredentials(directory: string): Credentials | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), "utf8")) as Credentials;
  } catch {
    return undefined;
  }
}

function fileIn(directory: string): string {
  return join(directory, "operator.json");
}
