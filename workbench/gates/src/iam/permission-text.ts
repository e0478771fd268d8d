/** A grant as infra/ would write it. */
export function permissionText(actions: readonly string[], resources: readonly string[]): string {
  return `{ actions: ${list(actions)}, resources: ${list(resources)} }`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}
