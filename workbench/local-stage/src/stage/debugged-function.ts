import { createServer } from "node:net";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { PortTakenError } from "../endpoint/listen.ts";
import { functionNamed } from "./function-named.ts";

/** A function to debug, by logical name, and the debugger's port. */
export type DebugOptions = { readonly functionName: string; readonly port: number };

/**
 * The function to debug, after a check that the port is free: Node would continue without a debugger.
 * @throws PortTakenError, and StageStartError for an unknown function.
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
