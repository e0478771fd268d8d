import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { ValidateFunction } from "ajv";

/** A file of the program that the model reads is missing or invalid. */
export class CostFileError extends VisibleError {}

/**
 * Reads a JSON file of the program and checks its shape.
 * @param missing what to do when there is no file
 * @throws CostFileError naming for each problem the place in the file
 */
export async function readJsonFile<Content>(
  root: string,
  file: string,
  validate: ValidateFunction<Content>,
  missing: string,
): Promise<Content> {
  const text = await readFile(join(root, file), "utf8").catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "ENOENT" ? `There is no ${file}. ${missing}` : cause.message;
    throw new CostFileError(reason, { cause });
  });
  const content = parsed(text, file);
  if (validate(content)) return content;
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const where = instancePath.slice(1).replaceAll("/", ".") || "the file";
    const what = params.additionalProperty ? `: "${params.additionalProperty}"` : "";
    return `${file}, ${where}: ${message}${what}`;
  });
  throw new CostFileError(problems.join("\n"));
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CostFileError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
