/** Where ARNs are made for what a request names. */
export type Account = { readonly region: string; readonly accountId: string };
