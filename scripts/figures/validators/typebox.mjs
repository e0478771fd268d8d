import { Compile } from "typebox/compile";
import { orderSchema } from "./order-schema.mjs";

const Order = Compile(orderSchema);

export const isOrder = (value) => Order.Check(value);
