type Page<Item> = { readonly items: readonly Item[]; readonly NextToken?: string | undefined };

/** The items of all pages of a list of API Gateway, whose SDK has no paginator. */
export async function allPages<Item>(
  read: (position: { readonly NextToken?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let NextToken: string | undefined;
  do {
    const page = await read(NextToken === undefined ? {} : { NextToken });
    items.push(...page.items);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return items;
}
