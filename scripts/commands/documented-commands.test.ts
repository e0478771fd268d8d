import { expect, test } from "vitest";
import { commandProblem, commandsIn } from "./documented-commands.ts";

const page = `Run \`npm run look -- --deep\`, or \`npm start\`. Not a command: npm run look, \`npm ci\`.

    $ npm run look -- list      # lists
    TOKEN=1 npm run look | less

\`\`\`sh
npm run look:twice
\`\`\`
`;

test("commands are found in code spans and in code blocks", () => {
  expect(commandsIn("a.md", page).map(({ line, text }) => `${line} ${text}`)).toEqual([
    "1 npm run look -- --deep",
    "1 npm start",
    "3 npm run look -- list",
    "4 npm run look",
    "7 npm run look:twice",
  ]);
});

const known = {
  scripts: ["look", "start", "demo"],
  helps: [
    {
      command: "npm run look",
      help: "npm run look -- list\n\n  --deep  more",
      subcommands: ["--wide"],
    },
    { command: "npm start", help: "npm start -- [options]\n\n  --once", subcommands: [] },
  ],
};
const problemOf = (text: string) => commandProblem({ page: "a.md", line: 1, text }, known);

test.each([
  "npm run look -- --deep --wide",
  "npm run look -- --help",
  'npm run look -- list "--quoted"',
  "npm start -- --once",
  // Of a deleted folder: nobody knows its options.
  "npm run demo -- --any",
])("%s is a command", (text) => expect(problemOf(text)).toBeUndefined());

test.each([
  ["npm run lok", 'package.json has no script "lok"'],
  ["npm run look -- --dep", "look has no option --dep"],
  ["npm start -- --twice", "start has no option --twice"],
  ["npm run look --deep", 'npm takes options before " -- " for its own'],
])("%s is none: %s", (text, problem) => {
  expect(problemOf(text)).toBe(`a.md:1: ${text}: ${problem}`);
});
