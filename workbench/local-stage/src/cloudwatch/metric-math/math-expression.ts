export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "AND"
  | "OR";

/** The syntax tree of a metric math expression. */
export type MathNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  /** The id of a metric or of another expression; or a word such as REPEAT. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negation"; readonly operand: MathNode }
  | {
      readonly kind: "operation";
      readonly operator: BinaryOperator;
      readonly left: MathNode;
      readonly right: MathNode;
    }
  | { readonly kind: "array"; readonly items: readonly MathNode[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly MathNode[] };

/** An expression with its text, for messages. */
export type MathExpression = { readonly text: string; readonly root: MathNode };
