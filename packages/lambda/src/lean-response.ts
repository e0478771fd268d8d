/** An HTTP response. The names of the headers are in lower case. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

const leanResponses = new WeakSet<object>();

/**
 * A response that stands for a standard one. Hono hands on what a route returns; the first real Response of a process loads undici,
 * which takes longer than all of the function's own code.
 */
export function leanResponse(response: HttpResponse): Response {
  leanResponses.add(response);
  return response as unknown as Response;
}

/** A response with a value as JSON. */
export function jsonResponse(value: unknown, status = 200): Response {
  const headers = { "content-type": "application/json" };
  return leanResponse({ status, headers, body: JSON.stringify(value) });
}

/** Reads what a route returned: a lean response, or a real one such as that of `c.json`. */
export async function readResponse(response: Response): Promise<HttpResponse> {
  if (leanResponses.has(response)) return response as unknown as HttpResponse;
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), body: await response.text() };
}
