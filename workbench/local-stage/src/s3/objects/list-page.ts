/** What is asked of a list of keys. `Item` is an object or a version of one. */
export type ListQuery<Item> = {
  readonly prefix: string;
  /** Empty for a list without common prefixes. */
  readonly delimiter: string;
  /** Objects, versions and common prefixes together. */
  readonly maximumItems: number;
  /** A common prefix that the marker lies in was on an earlier page; empty for none. */
  readonly marker: string;
  /** The items from where the page begins, in the order of their keys' bytes. */
  readonly begin: Iterable<Item>;
  itemsAfter(key: string): Iterable<Item>;
};

/** An entry of a list: an item, or a common prefix that stands for all items below it. */
type ListEntry<Item> =
  | { readonly item: Item; readonly commonPrefix?: undefined }
  | { readonly item?: undefined; readonly commonPrefix: string };

export type ListPage<Item> = {
  readonly items: readonly Item[];
  readonly commonPrefixes: readonly string[];
  /** The last entry of a page that others follow; undefined on the last page. */
  readonly lastBeforeMore: ListEntry<Item> | undefined;
};

/** Sorts after every key with the same prefix. */
const lastCharacter = "\u{10ffff}";

/** A key that is after all keys of a common prefix. */
export function endOf(commonPrefix: string): string {
  return commonPrefix + lastCharacter;
}

/** One page of a list. A page of no items is never followed by others. */
export function listPage<Item extends { readonly key: string }>(
  asked: ListQuery<Item>,
): ListPage<Item> {
  const entries: ListEntry<Item>[] = [];
  let lastBeforeMore: ListEntry<Item> | undefined;
  for (const entry of entriesOf(asked)) {
    if (entries.length === asked.maximumItems) {
      lastBeforeMore = entries.at(-1);
      break;
    }
    entries.push(entry);
  }
  return {
    items: entries.flatMap(({ item }) => item ?? []),
    commonPrefixes: entries.flatMap(({ commonPrefix }) => commonPrefix ?? []),
    lastBeforeMore,
  };
}

/** Items with a common prefix up to the delimiter are skipped after the first. */
function* entriesOf<Item extends { readonly key: string }>(
  asked: ListQuery<Item>,
): Iterable<ListEntry<Item>> {
  let items: Iterable<Item> | undefined = asked.begin;
  while (items !== undefined) {
    let commonPrefix: string | undefined;
    for (const item of items) {
      if (!item.key.startsWith(asked.prefix)) return;
      commonPrefix = commonPrefixOf(item.key, asked);
      if (commonPrefix !== undefined) break;
      yield { item };
    }
    if (commonPrefix === undefined) return;
    if (!asked.marker.startsWith(commonPrefix)) yield { commonPrefix };
    items = asked.itemsAfter(endOf(commonPrefix));
  }
}

function commonPrefixOf(
  key: string,
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
): string | undefined {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
