import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DockerfileParser, Keyword } from "dockerfile-ast";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const dockerfiles = globSync("services/*/Dockerfile", { cwd: root });

test("there are the Dockerfiles of what may run as a container", () => {
  expect(dockerfiles.map(dirname).toSorted()).toEqual([
    "services/catalog-import",
    "services/order-pipeline",
    "services/orders-api",
  ]);
});

test.each(dockerfiles)(
  "%s copies what exists, and runs one of it as another user than root",
  (file) => {
    const parsed = DockerfileParser.parse(readFileSync(join(root, file), "utf8"));
    const keywords = parsed.getInstructions().map((each) => each.getKeyword());
    const from = keywords.lastIndexOf(Keyword.FROM);
    const stage = parsed.getInstructions().slice(from);
    const service = dirname(file);
    const name = JSON.parse(readFileSync(join(root, service, "package.json"), "utf8")).name;
    const version = readFileSync(join(root, ".node-version"), "utf8").trim();

    // https://docs.docker.com/reference/dockerfile/
    expect(parsed.getFROMs().map((each) => each.getImage())).toEqual(
      Array(2).fill(`node:${version}-slim`),
    );
    const installs = parsed.getInstructions().map((each) => each.getArgumentsContent() ?? "");
    expect(installs.filter((text) => text.includes("npm ci"))).toEqual([
      `npm ci --omit=dev --ignore-scripts --workspace=${name}`,
    ]);
    const copied = parsed
      .getCOPYs()
      .filter((each) => stage.includes(each))
      .map((each) => each.getArguments().map((argument) => argument.getValue()));
    expect(copied.map(([path, to]) => [path, existsSync(join(root, String(to)))])).toEqual([
      ["/app/node_modules", true],
      ["/app/packages", true],
      [`/app/${service}`, true],
    ]);
    const users = stage.filter((each) => each.getKeyword() === Keyword.USER);
    expect(users.map((each) => each.getArgumentsContent())).toEqual(["node"]);
    const [program, entry = ""] = parsed
      .getCMDs()
      .flatMap((each) => each.getJSONStrings().map((argument) => argument.getJSONValue()));
    expect(program).toBe("node");
    expect(dirname(dirname(entry))).toBe(service);
    expect(existsSync(join(root, entry))).toBe(true);
  },
);

test.each(dockerfiles)(
  "the context of %s has no secrets, no installed packages and no tests",
  (file) => {
    const ignored = readFileSync(join(root, `${file}.dockerignore`), "utf8").split("\n");
    // SST adds .sst to a file without it.
    for (const path of ["**/node_modules", ".env*", ".sst", ".git", "**/*.test.ts"]) {
      expect(ignored).toContain(path);
    }
  },
);
