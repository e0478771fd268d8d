/** The resource to grant for a permission used: the program's resource itself, or everything inside it. */
export function grantableArn(usedOn: string, declared: readonly string[]): string {
  if (declared.includes(usedOn)) return usedOn;
  const parent = declared.find(
    (arn) => usedOn.startsWith(`${arn}:`) || usedOn.startsWith(`${arn}/`),
  );
  return parent ? `${parent}${usedOn.charAt(parent.length)}*` : usedOn;
}
