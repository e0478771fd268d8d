import { writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { orderSchema } from "./order-schema.mjs";

// Ajv writes the code of the check, so that a function has neither Ajv nor a schema.
const ajv = new Ajv({ code: { source: true, esm: true } });
const code = standalone.default(ajv, ajv.compile(orderSchema));
writeFileSync("ajv-standalone.mjs", `${code}\nexport const isOrder = validate;\n`);
