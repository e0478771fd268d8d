/** What to grant a use on: the program's resource that it was on, or all within that resource. */
export function tiedForm(usedOn: string, declared: readonly string[]): string {
  if (declared.includes(usedOn)) return usedOn;
  const holder = declared.find(
    (arn) => usedOn.startsWith(`${arn}:`) || usedOn.startsWith(`${arn}/`),
  );
  return holder ? `${holder}${usedOn.charAt(holder.length)}*` : usedOn;
}
