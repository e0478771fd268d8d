import { Ajv2020 } from "ajv/dist/2020.js";
import { readJsonFile } from "../budgets/read-json-file.ts";
import { meteredUnits } from "./metered-unit.ts";
import { type RecordedUsage, recordedUsageFile } from "./recorded-usage.ts";

const text = { type: "string", pattern: "\\S" };
const decimalText = { type: "string", pattern: "^[0-9]+([.][0-9]+)?$" };
const uses = {
  type: "array",
  items: {
    type: "object",
    properties: {
      type: { type: "string" },
      name: text,
      unit: { enum: meteredUnits },
      amount: { type: "number" },
    },
    required: ["type", "name", "unit", "amount"],
    additionalProperties: false,
  },
};
const validate = new Ajv2020({ allErrors: true }).compile<RecordedUsage>({
  type: "object",
  properties: {
    reason: text,
    recordedOn: { type: "string", pattern: "^20\\d\\d-\\d\\d-\\d\\d$" },
    durations: { type: "object", additionalProperties: { type: "number", minimum: 0 } },
    usage: {
      type: "object",
      properties: {
        work: { type: "object", additionalProperties: uses },
        idleHour: uses,
        metricsWithWork: { type: "number" },
      },
      required: ["work", "idleHour", "metricsWithWork"],
      additionalProperties: false,
    },
    costs: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: {
          usd: decimalText,
          parts: { type: "object", additionalProperties: decimalText },
        },
        required: ["usd", "parts"],
        additionalProperties: false,
      },
    },
  },
  required: ["reason", "recordedOn", "durations", "usage", "costs"],
  additionalProperties: false,
});

/**
 * What the program in `root` used when it was recorded.
 * @throws CostFileError for a missing or invalid file
 */
export async function readRecordedUsage(root: string): Promise<RecordedUsage> {
  return await readJsonFile(
    root,
    recordedUsageFile,
    validate,
    'Record what the program uses: npm run gate -- budget --record "why it uses that much".',
  );
}
