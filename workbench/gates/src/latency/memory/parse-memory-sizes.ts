import { Ajv2020 } from "ajv/dist/2020.js";
import { parseDataFile } from "../parse-data-file.ts";
import { type MemorySizes, memorySizesFile } from "./memory-sizes.ts";

const text = { type: "string", pattern: "\\S" };
const positive = { type: "integer", minimum: 1 };
const time = { type: "number", minimum: 0 };

/** All but `optional` are required, and no others are allowed. */
function objectOf(properties: { [name: string]: object }, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

const measured = objectOf(
  {
    invocations: positive,
    cpuMs: time,
    waitMs: time,
    seenMb: positive,
    recommendedMb: positive,
    because: text,
    deviation: objectOf({ memoryMb: positive, reason: text }),
  },
  ["deviation"],
);
const validate = new Ajv2020({ allErrors: true }).compile(
  objectOf({
    measured: objectOf({
      on: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
      machine: text,
    }),
    functions: {
      type: "object",
      additionalProperties: {
        if: { type: "object", required: ["notMeasured"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: objectOf({ notMeasured: text }),
        else: measured,
      },
    },
  }),
);

/**
 * Parses the memory sizes of a program.
 * @throws DataFileError naming for each problem the function and the field
 */
export function parseMemorySizes(json: string): MemorySizes {
  return parseDataFile(json, { file: memorySizesFile, validate });
}
