import type { FunctionFits } from "../fit/functions/function-fits.ts";
import type { ReviewCheck, Status } from "./review-line.ts";

/** Whether each function has an answer. One that fits in part has what to change, and an escape hatch. */
export function fitCheck({ functions, evidenceAt }: FunctionFits): ReviewCheck {
  const fits = Object.entries(functions);
  const named = (verdict: string) =>
    fits.filter(([, fit]) => fit.verdict === verdict).map(([name]) => name);
  const unknown = fits
    .filter(([, { checks }]) => checks.some(({ verdict }) => verdict === "unknown"))
    .map(([name]) => name);
  const status: Status =
    named("no").length > 0
      ? "red"
      : unknown.length > 0 || evidenceAt === undefined
        ? "stale"
        : "green";
  const counts = [
    `${named("yes").length} of ${fits.length} functions fit`,
    ...(named("partial").length > 0 ? [`in part: ${named("partial").join(", ")}`] : []),
    ...(named("no").length > 0 ? [`not: ${named("no").join(", ")}`] : []),
    ...(unknown.length > 0
      ? [`without evidence: ${unknown.length === fits.length ? "all" : unknown.join(", ")}`]
      : []),
  ];
  return {
    name: "fit",
    status,
    figure: counts.join("; "),
    ...(evidenceAt === undefined ? {} : { evidenceAt }),
    command: status === "stale" ? "npm run evidence" : "npm run fit",
  };
}
