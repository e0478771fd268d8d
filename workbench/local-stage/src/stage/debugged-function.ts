import { createServer } from "node:net";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { PortTakenError } from "../endpoint/listen.ts";
import { functionNamed } from "./function-named.ts";

/** A function, by logical name, that a person looks into, and where a debugger attaches. */
export type DebugOptions = { readonly functionName: string; readonly port: number };

/**
 * The function that a debugger is to attach to, once its port is known to be free: Node itself would only go on without.
 * @throws PortTakenError, and StageStartError for a function that is not there.
 */
export async function debuggedFunction(
  functions: readonly FunctionDefinition[],
  { functionName, port }: DebugOptions,
): Promise<FunctionDefinition> {
  const definition = functionNamed(functions, functionName);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new PortTakenError(port, "--inspect-port")));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
  return definition;
}
