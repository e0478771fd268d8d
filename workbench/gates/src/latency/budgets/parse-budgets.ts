import { Ajv2020 } from "ajv/dist/2020.js";
import { countNames } from "../counts/counts.ts";
import { parseDataFile } from "../parse-data-file.ts";
import { budgetsFile, type LatencyBudgets } from "./latency-budget.ts";

const count = { type: "integer", minimum: 0 };
const text = { type: "string", pattern: "\\S" };
const part = {
  type: "object",
  properties: { bytes: count, functionsRun: count },
  required: ["bytes", "functionsRun"],
  additionalProperties: false,
};
const budget = {
  type: "object",
  properties: {
    reason: text,
    counts: {
      type: "object",
      properties: Object.fromEntries(countNames.map((name) => [name, count])),
      required: countNames,
      additionalProperties: false,
    },
    keeps: { type: "array", items: text },
    allows: { type: "object", additionalProperties: text },
    notOn: { type: "array", items: text },
    parts: { type: "object", additionalProperties: part },
  },
  required: ["reason", "counts", "keeps", "allows", "parts"],
  additionalProperties: false,
};
const validate = new Ajv2020({ allErrors: true }).compile({
  type: "object",
  additionalProperties: budget,
});

/**
 * Parses the budgets of a program.
 * @throws DataFileError naming for each problem the function and the field
 */
export function parseBudgets(json: string): LatencyBudgets {
  return parseDataFile(json, { file: budgetsFile, validate });
}
