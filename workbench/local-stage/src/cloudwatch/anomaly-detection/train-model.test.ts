import { expect, test } from "vitest";
import { bandOfModel } from "./band-of-model.ts";
import { trainModel } from "./train-model.ts";

const hourMs = 60 * 60_000;
const quarterMs = 15 * 60_000;
const weekMs = 7 * 24 * hourMs;

function seriesOf(hours: number, valueAt: (hour: number, quarter: number) => number) {
  const values = new Map<number, number>();
  for (let quarter = 0; quarter < hours * 4; quarter += 1) {
    values.set(quarter * quarterMs, valueAt(Math.floor(quarter / 4), quarter % 4));
  }
  return { periodMs: quarterMs, values };
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
test("two weeks of data give the usual value of each hour of the week", () => {
  const isSunday = (hour: number) => Math.floor(hour / 24) % 7 === 3;
  const model = trainModel(
    seriesOf(14 * 24, (hour, quarter) => (isSunday(hour) ? 0 : hour % 24) + (quarter % 2)),
  );
  expect(model?.expectedAt(2 * weekMs + 9 * hourMs).mean).toBe(9.5);
  expect(model?.expectedAt(2 * weekMs + 9 * hourMs).deviation).toBeCloseTo(0.5);
  expect(model?.expectedAt(2 * weekMs + (3 * 24 + 9) * hourMs).mean).toBe(0.5);
});

test("two days of data give the usual value of each hour of the day", () => {
  const model = trainModel(seriesOf(2 * 24, (hour) => hour % 24));
  expect(model?.expectedAt(weekMs - 24 * hourMs + 9 * hourMs).mean).toBe(9);
});

test("six hours of data give one usual value for the hours that are not known", () => {
  const model = trainModel(seriesOf(6, (hour) => hour));
  expect(model?.expectedAt(4 * hourMs).mean).toBe(4);
  expect(model?.expectedAt(20 * hourMs).mean).toBe(2.5);
});

test("too few values give no model, and no band", () => {
  const model = trainModel(seriesOf(4, () => 1));
  expect(model).toBeUndefined();
  const grid = { fromMs: 0, toMs: 2 * quarterMs, periodMs: quarterMs };
  expect(bandOfModel(model, grid, 2)).toMatchObject({ lower: { values: new Map() } });
});

test("a band is so many standard deviations wide, and holds a constant metric", () => {
  const grid = { fromMs: 0, toMs: quarterMs, periodMs: quarterMs };
  const sided = trainModel(seriesOf(6, (_hour, quarter) => (quarter % 2 === 0 ? 2 : 4)));
  const band = bandOfModel(sided, grid, 3);
  expect(band.kind === "band" && band.upper.values.get(0)).toBeCloseTo(6);
  expect(band.kind === "band" && band.lower.values.get(0)).toBeCloseTo(0);
  const constant = bandOfModel(trainModel(seriesOf(6, () => 5.1)), grid, 2);
  expect(constant.kind === "band" && constant.upper.values.get(0)).toBeGreaterThan(5.1);
  expect(constant.kind === "band" && constant.lower.values.get(0)).toBeLessThan(5.1);
});
