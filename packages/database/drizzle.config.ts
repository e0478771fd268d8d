import { defineConfig } from "drizzle-kit";

// biome-ignore lint/style/noDefaultExport: drizzle-kit demands one
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/*schema.ts",
  out: "./migrations",
});
