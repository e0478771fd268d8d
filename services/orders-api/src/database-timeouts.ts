/** How long a statement and a login may take: two of them fit into the API's time for a request. */
export const databaseTimeouts = { statementTimeoutMs: 3_000, connectTimeoutMs: 3_000 };
