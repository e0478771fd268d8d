/** The account and region of ARNs. */
export type Account = { readonly region: string; readonly accountId: string };
