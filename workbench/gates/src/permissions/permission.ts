/** Permissions with the same resource and use, of one or several roles. */
export type Permission = {
  /** The names of the roles' components in the program. */
  readonly roles: readonly string[];
  readonly actions: readonly string[];
  /** The resource by its name in the program. */
  readonly resource: string;
  /** The call sites, or what AWS does with it. Empty: nobody is known. */
  readonly usedBy: readonly string[];
  /** Why it has a wildcard. Undefined: it has none; empty: nobody knows. */
  readonly wildcard?: string;
};
