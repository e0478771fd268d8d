import { hash } from "node:crypto";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const longestName = 80;

const restarted = /^(.*?)(?:-again-(\d+))?$/;

/** The name of the execution that restarts another: `invoice-7`, `invoice-7-again-1`, `invoice-7-again-2`. */
export function nextExecutionName(name: string): string {
  const [, first = name, count = "0"] = restarted.exec(name) ?? [];
  const suffix = `-again-${Number(count) + 1}`;
  if (first.length + suffix.length <= longestName) return first + suffix;
  const mark = `-${hash("sha256", first).slice(0, 12)}`;
  return first.slice(0, longestName - suffix.length - mark.length) + mark + suffix;
}

/** The name of the execution that was restarted: `invoice-7` of `invoice-7-again-2`. A long name is not whole in it. */
export function firstExecutionName(name: string): string {
  return restarted.exec(name)?.[1] ?? name;
}
