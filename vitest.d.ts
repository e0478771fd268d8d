import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of a Postgres for this test run, in which each test file makes its own database. */
    postgresUrl: string;
    /** Where test files of one run share the Plans of the small programs in `fixtures`. */
    plansFolder: string;
  }
}
