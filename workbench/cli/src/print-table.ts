/** Returns a table as text. Columns of numbers (with or without a unit) are aligned to the right, all others to the left. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const columns = head.map((_, column) => ({
    width: Math.max(...all.map((row) => row[column]?.length ?? 0)),
    isNumeric: rows.every((row) => isNumber(row[column] ?? "")),
  }));
  return all
    .map((row) =>
      columns
        .map(({ width, isNumeric }, column) => {
          const cell = row[column] ?? "";
          return isNumeric ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A dash stands for a number that is not known. */
function isNumber(cell: string): boolean {
  return /^(-|-?[\d.,]+( ?(ms|s|%|MB|kB))?)$/.test(cell);
}
