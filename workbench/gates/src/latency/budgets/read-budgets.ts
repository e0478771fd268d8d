import { readDataFile } from "../read-data-file.ts";
import { budgetsFile, type LatencyBudgets } from "./latency-budget.ts";
import { parseBudgets } from "./parse-budgets.ts";

/**
 * The budgets of the program in `root`. A missing file has none.
 * @throws DataFileError for an invalid file
 */
export async function readBudgets(root: string): Promise<LatencyBudgets> {
  return parseBudgets((await readDataFile(root, budgetsFile)) ?? "{}");
}
