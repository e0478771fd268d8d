/**
 * The token at the first identity source that has one (`$request.header.Authorization` or
 * `$request.querystring.token`), with or without the prefix `Bearer`.
 */
export function findToken(
  identitySources: readonly string[],
  request: {
    readonly headers: { readonly [name: string]: string };
    readonly query: URLSearchParams;
  },
): string | undefined {
  for (const source of identitySources) {
    const [, place, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    if (name === undefined) continue;
    const value =
      place === "header" ? request.headers[name.toLowerCase()] : request.query.get(name);
    const token = value?.replace(/^bearer\s+/i, "").trim();
    if (token) return token;
  }
  return undefined;
}
