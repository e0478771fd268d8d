/** The folder with the source maps of a bundle: next to the bundle's folder, so that nothing uploads them. */
export function sourceMapFolder(directory: string): string {
  return `${directory}.maps`;
}
