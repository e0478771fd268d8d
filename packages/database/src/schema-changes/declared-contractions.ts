/**
 * The contractions that a migration declares, in lines such as `-- contract: drops orders.reference`. They are allowed when no
 * release in use needs what they remove.
 */
export function declaredContractions(migration: string): readonly string[] {
  return [...migration.matchAll(/^-- contract: (.+)$/gm)]
    .map(([, declared = ""]) => declared.trim())
    .toSorted();
}
