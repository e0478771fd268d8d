/** Whether a URN is that of the stack. */
export function isStack(urn: string): boolean {
  return urn.includes("::pulumi:pulumi:Stack::");
}

/** The logical name at the end of a URN. Undefined for the stack itself. */
export function nameInUrn(urn: string | undefined): string | undefined {
  if (!urn || isStack(urn)) return undefined;
  return urn.split("::").at(-1);
}
