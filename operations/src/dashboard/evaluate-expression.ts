/** A number, or a series: values by their times. */
export type Operand = number | ReadonlyMap<number, number>;

type Parser = {
  readonly tokens: readonly string[];
  readonly ids: ReadonlyMap<string, Operand>;
  at: number;
};

const operators: { readonly [sign: string]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

/**
 * The value of a metric math expression of numbers, ids, `+ - * /`, parentheses and `FILL(id, number)`. Undefined for every other one,
 * and while an id in it is unknown. Two series have a result where both have a value and nothing is divided by zero; FILL gives a
 * series a value at the times of all known series.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateExpression(
  expression: string,
  ids: ReadonlyMap<string, Operand>,
): Operand | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*|\S/gi) ?? [];
  const parser: Parser = { tokens, ids, at: 0 };
  const value = sum(parser);
  return parser.at === tokens.length ? value : undefined;
}

function sum(parser: Parser): Operand | undefined {
  return chain(parser, ["+", "-"], product);
}

function product(parser: Parser): Operand | undefined {
  return chain(parser, ["*", "/"], factor);
}

/** Operands between signs of one rank, from left to right. */
function chain(
  parser: Parser,
  signs: readonly string[],
  operand: (parser: Parser) => Operand | undefined,
): Operand | undefined {
  let value = operand(parser);
  for (let sign = peek(parser); signs.includes(sign); sign = peek(parser)) {
    parser.at += 1;
    const right = operand(parser);
    const operator = operators[sign];
    if (value === undefined || right === undefined || !operator) return undefined;
    value = combine(value, right, operator);
  }
  return value;
}

function factor(parser: Parser): Operand | undefined {
  const token = peek(parser);
  parser.at += 1;
  if (token === "-") {
    const value = factor(parser);
    return value === undefined ? undefined : combine(0, value, (a, b) => a - b);
  }
  if (token === "(") {
    const value = sum(parser);
    return take(parser, ")") ? value : undefined;
  }
  if (token === "FILL") return fill(parser);
  return /^\d/.test(token) ? Number(token) : parser.ids.get(token);
}

function fill(parser: Parser): Operand | undefined {
  if (!take(parser, "(")) return undefined;
  const series = sum(parser);
  if (!take(parser, ",")) return undefined;
  const value = sum(parser);
  if (!take(parser, ")") || series === undefined || typeof value !== "number") return undefined;
  if (typeof series === "number") return series;
  const times = [...parser.ids.values()].flatMap((each) =>
    typeof each === "number" ? [] : [...each.keys()],
  );
  return new Map(times.map((timeMs) => [timeMs, series.get(timeMs) ?? value]));
}

function combine(
  left: Operand,
  right: Operand,
  operator: (a: number, b: number) => number,
): Operand | undefined {
  if (typeof left === "number" && typeof right === "number") return operator(left, right);
  const times = typeof left === "number" ? right : left;
  if (typeof times === "number") return undefined;
  const at = (operand: Operand, timeMs: number) =>
    typeof operand === "number" ? operand : operand.get(timeMs);
  return new Map(
    [...times.keys()].flatMap((timeMs) => {
      const [a, b] = [at(left, timeMs), at(right, timeMs)];
      const value = a === undefined || b === undefined ? Number.NaN : operator(a, b);
      return Number.isFinite(value) ? [[timeMs, value] as const] : [];
    }),
  );
}

function peek({ tokens, at }: Parser): string {
  return tokens[at] ?? "";
}

function take(parser: Parser, token: string): boolean {
  if (peek(parser) !== token) return false;
  parser.at += 1;
  return true;
}
