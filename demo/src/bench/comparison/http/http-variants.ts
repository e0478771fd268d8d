/** A function that serves the routes of `fixtures/comparison/http/routes.mjs`. */
export type HttpVariant = {
  readonly name: string;
  /** The file in `fixtures/comparison/http`, without its extension. */
  readonly file: string;
  /** What of it a user chooses: packages that are installed for the comparison, or that this repository has. */
  readonly packages: readonly string[];
};

/** The first is what the others are compared with. */
export const httpVariants: readonly HttpVariant[] = [
  { name: "bare handler", file: "bare", packages: [] },
  { name: "this repository, without telemetry", file: "stagecraft", packages: ["hono"] },
  {
    name: "this repository, with log line, metrics and trace",
    file: "stagecraft-with-telemetry",
    packages: ["hono"],
  },
  { name: "Hono with hono/aws-lambda", file: "hono", packages: ["hono"] },
  {
    name: "Powertools' router",
    file: "powertools",
    packages: ["@aws-lambda-powertools/event-handler"],
  },
  { name: "Fastify", file: "fastify", packages: ["fastify", "@fastify/aws-lambda"] },
  {
    name: "Express with serverless-http",
    file: "express-serverless-http",
    packages: ["express", "serverless-http"],
  },
  {
    name: "Express with serverless-express",
    file: "express-serverless-express",
    packages: ["express", "@codegenie/serverless-express"],
  },
];
