/** An HTTP request. The names of the headers are in lower case. */
export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: Uint8Array;
};

/**
 * The part of a standard Request that Hono reads. The first real one of a process loads undici, which takes longer than all of the
 * function's own code.
 */
export function leanRequest({ method, url, headers, body }: HttpRequest): Request {
  const text = async () => new TextDecoder().decode(body);
  const lean: LeanRequest = {
    method,
    url: new URL(url).href,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text,
    json: async () => JSON.parse(await text()),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  };
  return lean as Request;
}

type LeanRequest = Pick<Request, "method" | "url" | "text" | "json" | "arrayBuffer"> & {
  readonly headers: Pick<Headers, "get">;
};
