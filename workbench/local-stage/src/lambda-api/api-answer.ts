/** The output of an operation whose answer is JSON alone, or has no body. */
export type ApiAnswer = { readonly status: number; readonly json?: object };

export function isApiAnswer(output: unknown): output is ApiAnswer {
  return typeof output === "object" && output !== null && "status" in output;
}
