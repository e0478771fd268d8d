import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openHistoryStore } from "./history-store.ts";

function open() {
  const sqlite = new DatabaseSync(":memory:");
  onTestFinished(() => sqlite.close());
  const store = openHistoryStore(sqlite);
  const countRows = () => sqlite.prepare("SELECT count(*) AS rows FROM sfn_events").get()?.rows;
  return { store, countRows };
}

const eventOf = (id: number) => JSON.stringify({ id, text: "line\nanother £" });
const rowsOf = (...ids: number[]) => ids.map((id) => ({ id, event: eventOf(id) }));

test("the pages of a history are the same before and after it is compressed, and when it goes on", () => {
  const { store, countRows } = open();
  const add = (id: number) => store.insert(1, { id, event: eventOf(id) });
  const pages = () => [
    store.events(1, 0, 2, false),
    store.events(1, 2, 5, false),
    store.events(1, Number.MAX_SAFE_INTEGER, 2, true),
    store.events(1, 2, 5, true),
  ];
  for (const id of [1, 2, 3]) add(id);
  const expected = [rowsOf(1, 2), rowsOf(3), rowsOf(3, 2), rowsOf(1)];
  expect(pages()).toEqual(expected);
  store.pack(1);
  expect(countRows()).toBe(0);
  expect(pages()).toEqual(expected);
  store.unpack(1);
  expect(pages()).toEqual(expected);
  add(4);
  store.pack(1);
  expect(store.events(1, 2, 9, false)).toEqual(rowsOf(3, 4));
});

test("a history that an earlier version has left as rows is read, goes on and is removed", () => {
  const { store } = open();
  for (const id of [1, 2]) store.insert(7, { id, event: eventOf(id) });
  store.unpack(7);
  expect(store.events(7, 0, 9, false)).toEqual(rowsOf(1, 2));
  store.pack(7);
  store.remove(7);
  expect(store.events(7, 0, 9, false)).toEqual([]);
});
