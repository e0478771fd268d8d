import { Ajv } from "ajv";
import { orderSchema } from "./order-schema.mjs";

export const isOrder = new Ajv().compile(orderSchema);
