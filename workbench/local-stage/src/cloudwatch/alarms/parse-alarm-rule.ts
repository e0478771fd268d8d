import { notImplemented } from "../../common/not-implemented.ts";
import { validationError } from "../cloudwatch-error.ts";
import { type AlarmState, alarmStates } from "./alarm-state.ts";

/** The expression of a composite alarm. */
export type AlarmRule =
  | { readonly kind: "constant"; readonly value: boolean }
  /** `alarm` is a name or an ARN. */
  | { readonly kind: "state"; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: "not"; readonly operand: AlarmRule }
  | { readonly kind: "and" | "or"; readonly left: AlarmRule; readonly right: AlarmRule };

const space = /\s*/y;
const token = /[A-Z_]+|[()]/y;
/** The operand of a function: in quotes, or all up to the parenthesis. */
const operand = /\(\s*(?:"([^"]*)"|'([^']*)'|([^()"']*?))\s*\)/y;

/**
 * Parses the rule of a composite alarm. NOT binds more tightly than AND, and AND more tightly than OR.
 * @throws AwsError for a rule that CloudWatch refuses
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseAlarmRule(rule: string): AlarmRule {
  let position = 0;

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = position;
    const found = pattern.exec(rule);
    if (found) position = pattern.lastIndex;
    return found;
  }

  function take(wanted: string): boolean {
    match(space);
    const before = position;
    if (match(token)?.[0] === wanted) return true;
    position = before;
    return false;
  }

  function refused(): Error {
    return validationError(
      `AlarmRule must not contain a syntax error: unexpected ${rule.slice(position, position + 20) || "end"} at position ${position + 1} of ${rule}`,
    );
  }

  function either(): AlarmRule {
    let left = both();
    while (take("OR")) left = { kind: "or", left, right: both() };
    return left;
  }

  function both(): AlarmRule {
    let left = single();
    while (take("AND")) left = { kind: "and", left, right: single() };
    return left;
  }

  function single(): AlarmRule {
    if (take("NOT")) return { kind: "not", operand: single() };
    if (take("TRUE")) return { kind: "constant", value: true };
    if (take("FALSE")) return { kind: "constant", value: false };
    if (take("AT_LEAST")) throw notImplemented(`AT_LEAST in the alarm rule ${rule}`);
    const state = alarmStates.find((each) => take(each));
    if (state !== undefined) {
      const [, ...names] = match(operand) ?? [];
      const alarm = names.find((each) => each);
      if (alarm === undefined) throw refused();
      return { kind: "state", state, alarm };
    }
    if (!take("(")) throw refused();
    const inner = either();
    if (!take(")")) throw refused();
    return inner;
  }

  const parsed = either();
  match(space);
  if (position < rule.length) throw refused();
  return parsed;
}

/** Whether the rule holds. `stateOf` takes a name or an ARN. */
export function ruleHolds(rule: AlarmRule, stateOf: (alarm: string) => AlarmState): boolean {
  switch (rule.kind) {
    case "constant":
      return rule.value;
    case "state":
      return stateOf(rule.alarm) === rule.state;
    case "not":
      return !ruleHolds(rule.operand, stateOf);
    case "and":
      return ruleHolds(rule.left, stateOf) && ruleHolds(rule.right, stateOf);
    case "or":
      return ruleHolds(rule.left, stateOf) || ruleHolds(rule.right, stateOf);
  }
}

/** The alarms that a rule is about, as it names them. */
export function alarmsIn(rule: AlarmRule): readonly string[] {
  switch (rule.kind) {
    case "constant":
      return [];
    case "state":
      return [rule.alarm];
    case "not":
      return alarmsIn(rule.operand);
    default:
      return [...new Set([...alarmsIn(rule.left), ...alarmsIn(rule.right)])];
  }
}
