import type { Gate } from "./gate.ts";

/** By name, in the order in which they are asked. */
export const gates: { readonly [name: string]: Gate } = {};
