import { formatMoney } from "@stagecraft/contracts/money";
import type { Figure, Reconciliation } from "./reconcile.ts";

/** Formats the reconciliation as a table for a terminal. Each checked figure has a mark; the last line is the verdict. */
export function printReconciliation({ sections, differences, balances }: Reconciliation): string {
  const figures = sections.flatMap((section) => section.figures);
  const labelWidth = Math.max(...figures.map(({ label }) => label.length));
  const valueWidth = Math.max(...figures.map((figure) => shown(figure, figure.value).length));
  const lines = sections
    .filter((section) => section.figures.length > 0)
    .flatMap((section) => [
      section.title,
      ...section.figures.map((figure) => {
        const value = shown(figure, figure.value).padStart(valueWidth);
        return `  ${figure.label.padEnd(labelWidth)}  ${value}  ${mark(figure)}`.trimEnd();
      }),
      "",
    ]);
  const verdict = balances
    ? "It balances."
    : `It does not balance: ${differences.map(({ what }) => what).join("; ")}.`;
  return [...lines, verdict, ""].join("\n");
}

function mark(figure: Figure): string {
  if (figure.expected === undefined) return "";
  if (figure.expected === figure.value) return "ok";
  return `DIFFERS, expected ${shown(figure, figure.expected)}`;
}

function shown({ unit }: Figure, value: number): string {
  if (unit === "count") return value.toLocaleString("en-GB");
  if (!Number.isSafeInteger(value)) return "unreadable";
  const [pounds = "", pence] = formatMoney({ minor: value, currency: "GBP" }).split(".");
  return `£${Number(pounds).toLocaleString("en-GB")}.${pence}`;
}
