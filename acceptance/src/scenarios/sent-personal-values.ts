import { type HttpOperation, httpOperations } from "@stagecraft/contracts/http-operations";
import { personalValues } from "@stagecraft/contracts/personal/personal-values";

/** The personal texts of a request's body, as the contracts of the HTTP API mark them. */
export function sentPersonalValues(path: string, body: unknown): readonly string[] {
  const operations: readonly HttpOperation[] = httpOperations;
  const operation = operations.find(
    ({ method, path: template }) =>
      method === "POST" && new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  return operation?.body ? personalValues(operation.body, body) : [];
}
