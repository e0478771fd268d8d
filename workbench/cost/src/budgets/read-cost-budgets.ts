import { Ajv2020 } from "ajv/dist/2020.js";
import { type CostBudgets, costBudgetsFile } from "./cost-budgets.ts";
import { CostFileError, readJsonFile } from "./read-json-file.ts";

const usd = { type: "number", exclusiveMinimum: 0 };
const text = { type: "string", pattern: "\\S" };
const validate = new Ajv2020({ allErrors: true }).compile<CostBudgets>({
  type: "object",
  properties: {
    profiles: {
      type: "object",
      minProperties: 1,
      additionalProperties: {
        type: "object",
        properties: {
          what: text,
          monthly: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
          hoursWithWork: { type: "number", minimum: 0, maximum: 730 },
        },
        required: ["what", "monthly", "hoursWithWork"],
        additionalProperties: false,
      },
    },
    stages: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: {
          monthlyUsd: usd,
          idleUsd: usd,
          profiles: { type: "array", items: text, minItems: 1 },
        },
        required: ["monthlyUsd", "idleUsd", "profiles"],
        additionalProperties: false,
      },
    },
  },
  required: ["profiles", "stages"],
  additionalProperties: false,
});

/**
 * The budgets of the program in `root`.
 * @throws CostFileError for a missing or invalid file, and for a stage with an unknown profile
 */
export async function readCostBudgets(root: string): Promise<CostBudgets> {
  const budgets = await readJsonFile(
    root,
    costBudgetsFile,
    validate,
    "It has the traffic of each stage, and what the stage may cost: see docs/cost.md.",
  );
  for (const [stage, { profiles }] of Object.entries(budgets.stages)) {
    const unknown = profiles.find((name) => !Object.hasOwn(budgets.profiles, name));
    if (unknown !== undefined) {
      throw new CostFileError(
        `${costBudgetsFile}, stages.${stage}: there is no profile "${unknown}". There are ${Object.keys(budgets.profiles).join(", ")}.`,
      );
    }
  }
  return budgets;
}
