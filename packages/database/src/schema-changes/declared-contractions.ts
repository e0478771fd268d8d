/**
 * What a migration says that it takes away, in lines such as `-- contract: drops orders.reference`: it may do so once no
 * release in use needs it any more.
 */
export function declaredContractions(migration: string): readonly string[] {
  return [...migration.matchAll(/^-- contract: (.+)$/gm)]
    .map(([, declared = ""]) => declared.trim())
    .toSorted();
}
