import { availableParallelism } from "node:os";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type CountedFunction, countFunction } from "./count-function.ts";
import { ImportError } from "./import-bundle.ts";

/** The counted functions of a Plan, and those that could not be imported, with the error. Both are in the order of the Plan. */
export type CountedFunctions = {
  readonly counted: readonly CountedFunction[];
  readonly failed: readonly { readonly name: string; readonly error: string }[];
};

/** By the hash of the uploaded code: stages with the same code are counted once. */
const known = new Map<string, Promise<CountedFunction>>();

/** Counts every function of a Plan, as many at once as there are processors. */
export async function countFunctions(root: string, plan: Plan): Promise<CountedFunctions> {
  const functions = functionsOf(plan);
  const results = new Map<string, CountedFunction | ImportError>();
  const left = [...functions];
  const countLeft = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      results.set(next.logicalName, await counted(root, next, plan));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, countLeft));
  const inOrder = functions.map(({ logicalName }) => ({
    name: logicalName,
    result: results.get(logicalName) as CountedFunction | ImportError,
  }));
  return {
    counted: inOrder.flatMap(({ result }) => (result instanceof ImportError ? [] : [result])),
    failed: inOrder.flatMap(({ name, result }) =>
      result instanceof ImportError ? [{ name, error: result.message }] : [],
    ),
  };
}

async function counted(root: string, definition: FunctionDefinition, plan: Plan) {
  const key = `${root} ${definition.logicalName} ${definition.bundle.sha256}`;
  const result = known.get(key) ?? countFunction(root, definition, plan);
  known.set(key, result);
  return await result.catch((error: unknown) => {
    if (error instanceof ImportError) return error;
    throw error;
  });
}
