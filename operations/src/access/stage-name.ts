/** The names that a stage may have: the same rule as in infra/stages.ts. */
export const stageName = /^(local|dev|prod|(personal|pr)-[a-z0-9-]+)$/;
