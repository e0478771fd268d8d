/** A grant as it is written in infra/. */
export function permissionText(actions: readonly string[], resources: readonly string[]): string {
  return `{ actions: ${list(actions)}, resources: ${list(resources)} }`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}
