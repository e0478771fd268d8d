/** A folder with more files directly inside than `maximumFiles`. */
export type LargeFolder = { readonly folder: string; readonly files: number };

export const maximumFiles = 40;

/** Folders of data, such as released schemas or test cases, and of numbered decisions. */
const isData = /(?:^|\/)(?:fixtures|data|cases|released|migrations|mutations|docs\/adr)(?:\/|$)/;

/** The folders that have too many files directly inside. `paths` are relative to the repository. */
export function largeFolders(paths: Iterable<string>): readonly LargeFolder[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
    if (!isData.test(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, files]) => files > maximumFiles)
    .map(([folder, files]) => ({ folder, files }))
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}
