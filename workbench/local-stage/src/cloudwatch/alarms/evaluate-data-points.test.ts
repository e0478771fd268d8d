import { expect, test } from "vitest";
import { evaluateDataPoints } from "./evaluate-data-points.ts";

/** As AWS draws it: X is breaching, 0 is not, - is missing; the newest is on the right. */
function rangeOf(drawn: string) {
  return drawn
    .split(" ")
    .map((each, index) => ({
      startMs: index,
      ...(each !== "-" && { isBreaching: each === "X" }),
    }))
    .toReversed();
}

const kept = undefined;
const noData = "INSUFFICIENT_DATA";
const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;

type State = "OK" | "ALARM" | typeof noData | typeof kept;
type Row = [drawn: string, filled: number, ...states: State[]];

function check(datapointsToAlarm: number, [drawn, filled, ...states]: Row) {
  const decided = treatments.map((treatMissingData) =>
    evaluateDataPoints(rangeOf(drawn), {
      evaluationPeriods: 3,
      datapointsToAlarm,
      treatMissingData,
    }),
  );
  expect(decided.map(({ state }) => state)).toEqual(states);
  expect(decided.map(({ filledCount }) => filledCount)).toEqual(Array(4).fill(filled));
}

// The two tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test.each<Row>([
  ["0 - X - X", 0, "OK", "OK", "OK", "OK"],
  ["- - - - 0", 2, "OK", "OK", "OK", "OK"],
  ["- - - - -", 3, noData, kept, "ALARM", "OK"],
  ["0 X X - X", 0, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["- - X - -", 2, "ALARM", kept, "ALARM", "OK"],
])("AWS's table for 3 of 3: %s", (...row) => check(3, row));

test.each<Row>([
  ["0 - X - X", 0, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["0 0 X 0 X", 0, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["0 - X - -", 1, "OK", "OK", "ALARM", "OK"],
  ["- - - - 0", 2, "OK", "OK", "ALARM", "OK"],
  ["- - - X -", 2, "ALARM", kept, "ALARM", "OK"],
])("AWS's table for 2 of 3: %s", (...row) => check(2, row));

// The same page, "Avoiding premature transitions to alarm state".
test.each<Row>([
  ["- - - - X", 2, kept, kept, "ALARM", "OK"],
  ["- - - X -", 2, kept, kept, "ALARM", "OK"],
  ["- - X - 0", 1, "OK", "OK", "OK", "OK"],
])("one new breaching data point is no alarm yet: %s", (...row) => check(3, row));

test("older data points are evaluated only when newer ones are missing", () => {
  const settings = { evaluationPeriods: 1, treatMissingData: "notBreaching" } as const;
  const stateOf = (drawn: string) => evaluateDataPoints(rangeOf(drawn), settings).state;
  expect(stateOf("0 0 X")).toBe("ALARM");
  expect(stateOf("X X 0")).toBe("OK");
  expect(stateOf("0 X -")).toBe("ALARM");
  expect(stateOf("X - -")).toBe("ALARM");
  expect(stateOf("- - -")).toBe("OK");
});
