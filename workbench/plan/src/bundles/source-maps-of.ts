/** Where the source maps of a built bundle are kept: beside its folder, so that nothing uploads them. */
export function sourceMapsOf(directory: string): string {
  return `${directory}.maps`;
}
