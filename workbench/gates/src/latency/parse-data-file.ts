import { VisibleError } from "@stagecraft/cli/visible-error";
import type { ValidateFunction } from "ajv/dist/2020.js";

/** A file of figures that a person may edit is invalid. */
export class DataFileError extends VisibleError {}

/**
 * Parses the JSON of a file and checks it by a schema.
 * @param file relative to the repository, for messages
 * @throws DataFileError naming the field of each problem
 */
export function parseDataFile<Content>(
  json: string,
  { file, validate }: { readonly file: string; readonly validate: ValidateFunction },
): Content {
  const parsed = parsedJson(json, file);
  if (validate(parsed)) return parsed as Content;
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const where = instancePath.slice(1).replaceAll("/", ".") || "the file";
    const what = params.additionalProperty ? `: "${params.additionalProperty}"` : "";
    return `${file}, ${where}: ${message}${what}`;
  });
  throw new DataFileError(problems.join("\n"));
}

function parsedJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new DataFileError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
