import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  // Paths are from the folder npm runs in.
  schema: "./src-main/store/schema/index.ts",
  out: "./drizzle",
});
