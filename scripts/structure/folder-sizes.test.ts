import { expect, test } from "vitest";
import { largeFolders, maximumFiles } from "./folder-sizes.ts";

const filesIn = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${folder}/file-${index}.ts`);

test("a folder with too many files directly inside is found", () => {
  const paths = [
    ...filesIn("services/orders/src", maximumFiles + 1),
    ...filesIn("services/small/src", maximumFiles),
  ];
  expect(largeFolders(paths)).toEqual([{ folder: "services/orders/src", files: maximumFiles + 1 }]);
});

test("files of subfolders do not count", () => {
  const paths = [...filesIn("src", maximumFiles), ...filesIn("src/http", 1)];
  expect(largeFolders(paths)).toEqual([]);
});

test.each([
  "packages/contracts/released/schemas",
  "workbench/iam/src/cases",
  "demo/data",
  "docs/adr",
])("data in %s may have any number of files", (folder) => {
  expect(largeFolders(filesIn(folder, maximumFiles + 1))).toEqual([]);
});
