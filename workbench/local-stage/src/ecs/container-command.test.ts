import { expect, test } from "vitest";
import { containerCommand } from "./container-command.ts";

test("a container runs the command of the last build stage with its variables", () => {
  const dockerfile = `FROM node:24 AS build
ENV BUILD=yes
RUN npm ci
FROM node:24
ENV NODE_ENV=production
ENV A="b c"
COPY --from=build /app /app
CMD ["node", "--enable-source-maps", "src/container.ts"]
`;
  expect(containerCommand(dockerfile)).toEqual({
    arguments: ["--enable-source-maps", "src/container.ts"],
    environment: { NODE_ENV: "production", A: "b c" },
  });
});

test.each([
  ["FROM node:24\nCMD node src/container.ts\n", 'CMD ["node", "FILE"]'],
  ["FROM node:24\n", 'CMD ["node", "FILE"]'],
  ['FROM node:24\nCMD ["npm", "start"]\n', 'CMD ["node", "FILE"]'],
  ['FROM node:24\nENTRYPOINT ["node"]\nCMD ["a.ts"]\n', "ENTRYPOINT"],
])("%j is not run here, and the error says why", (dockerfile, says) => {
  expect(() => containerCommand(dockerfile)).toThrow(says);
});
