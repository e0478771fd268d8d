import { expect, test } from "vitest";
import { commandFault } from "./command-fault.ts";

const known = {
  scripts: { look: "node look.ts", test: "node test.ts" },
  helpPage:
    "# Commands\n\n## npm run look\n\n```\nnpm run look -- [near | far] [--deep]\n```\n\n## npm test\n",
  exists: (path: string) => path === "src/known.ts",
};

test.each([
  "npm run look",
  "npm run look -- near far --deep 3",
  "npm test",
  "node src/known.ts --any",
  "npm run look -- --deep OWNER/NAME",
])("%s can be run", (command) => {
  expect(commandFault(command, known)).toBeUndefined();
});

test.each([
  ["npm run watch", 'package.json has no script "watch"'],
  ["npm run look -- away", 'the help of npm run look does not know "away"'],
  ["npm run look -- near --wide", 'the help of npm run look does not know "--wide"'],
  ["wc -l src/unknown.ts", "src/unknown.ts does not exist"],
])("%s cannot be run", (command, fault) => {
  expect(commandFault(command, known)).toBe(fault);
});
