import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { budgetsFile, type LatencyBudgets } from "./latency-budget.ts";
import { parseBudgets } from "./parse-budgets.ts";

/**
 * The budgets of the program in `root`. A missing file has none.
 * @throws BudgetError for an invalid file
 */
export async function readBudgets(root: string): Promise<LatencyBudgets> {
  const json = await readFile(join(root, budgetsFile), "utf8").catch((error) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  return parseBudgets(json);
}
