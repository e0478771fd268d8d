import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { Ajv2020 } from "ajv/dist/2020.js";
import { CannotCheckError } from "../read-evidence.ts";
import { type GovernanceSettings, settingsFile } from "./governance-settings.ts";

/** The file of settings is invalid. */
export class SettingsError extends VisibleError {}

const text = { type: "string", pattern: "\\S" };
const texts = { type: "array", items: text, minItems: 1, uniqueItems: true };
const object = (properties: Readonly<Record<string, object>>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const day = "^\\d{4}-\\d{2}-\\d{2}$";
const kept = object({ protect: { type: "boolean" }, retain: { type: "boolean" }, reason: text });
const validate = new Ajv2020({ allErrors: true }).compile(
  object({
    runtimes: texts,
    architectures: texts,
    regions: texts,
    tags: texts,
    licences: object({ bundled: texts, tools: texts }),
    kept: { type: "object", additionalProperties: kept },
    runaway: object({
      functionUsdPerHour: { type: "number", exclusiveMinimum: 0 },
      invocationsPerEvent: { type: "integer", minimum: 1 },
      loops: { type: "object", additionalProperties: text },
    }),
    exampleSecrets: { type: "object", additionalProperties: text },
    advisories: {
      type: "array",
      items: object({ id: text, reason: text, until: { type: "string", pattern: day } }),
    },
  }),
);

/**
 * The settings of the program in `root`.
 * @throws CannotCheckError when there are none; SettingsError naming each field that is wrong
 */
export async function readSettings(root: string): Promise<GovernanceSettings> {
  const json = await readFile(join(root, settingsFile), "utf8").catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new CannotCheckError(`${settingsFile} is missing: nobody has decided what is approved.`);
  });
  return parseSettings(json);
}

/** @throws SettingsError naming each field that is wrong */
export function parseSettings(json: string): GovernanceSettings {
  const parsed = parsedJson(json);
  if (validate(parsed)) return parsed as GovernanceSettings;
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const where = instancePath.slice(1).replaceAll("/", ".") || "the file";
    const what = params.additionalProperty ? `: "${params.additionalProperty}"` : "";
    return `${settingsFile}, ${where}: ${message}${what}`;
  });
  throw new SettingsError(problems.join("\n"));
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SettingsError(`${settingsFile} is not JSON: ${(error as Error).message}`);
  }
}
