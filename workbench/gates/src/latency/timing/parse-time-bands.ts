import { Ajv2020 } from "ajv/dist/2020.js";
import { parseDataFile } from "../parse-data-file.ts";
import { type TimeBands, timeBandsFile } from "./time-bands.ts";

const text = { type: "string", pattern: "\\S" };
const ratio = { type: "number", minimum: 0 };
const bands = {
  type: "object",
  additionalProperties: {
    type: "object",
    properties: { runs: { type: "integer", minimum: 1 }, lowest: ratio, highest: ratio },
    required: ["runs", "lowest", "highest"],
    additionalProperties: false,
  },
};
const validate = new Ajv2020({ allErrors: true }).compile({
  type: "object",
  properties: { how: text, machine: text, warmRun: text, init: bands, warm: bands },
  required: ["how", "machine", "init", "warm"],
  additionalProperties: false,
});

/**
 * Parses the time bands of a program.
 * @throws DataFileError naming for each problem the function and the field
 */
export function parseTimeBands(json: string): TimeBands {
  return parseDataFile(json, { file: timeBandsFile, validate });
}
