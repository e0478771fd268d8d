/** The first items, as many as there is room for, of which the last is left free when it has to say how many more there are. */
export function itemsWithRoom<Item>(
  items: readonly Item[],
  room: number,
): { readonly shown: readonly Item[]; readonly more: number } {
  const shown = items.length > room ? items.slice(0, room - 1) : items;
  return { shown, more: items.length - shown.length };
}
