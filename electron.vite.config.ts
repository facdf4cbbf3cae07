import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** Where the build goes; another folder lets a second build live beside the first. */
const out = `out/${process.env["DAFTAR_BUILD"] ?? "app"}`;

/** Three builds: main (with the store process and its threads), a CJS preload, the page. */
export default defineConfig({
  main: {
    // Its node entry declares a `require` that clashes with the build's, wherever a library brings it in.
    resolve: { alias: [{ find: /^fflate$/, replacement: "fflate/browser" }] },
    build: {
      outDir: `${out}/main`,
      // One file a process starts faster than hundreds; only the native driver stays outside.
      externalizeDeps: false,
      rollupOptions: {
        external: ["better-sqlite3"],
        input: {
          index: "src-main/index.ts",
          "store-process": "src-main/shell/store-process.ts",
          "reader-thread": "src-main/services/reader-thread.ts",
          "export-thread": "src-main/services/exports/export-thread.ts",
        },
        output: { format: "es", entryFileNames: "[name].js" },
      },
      target: "node24",
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: "src-main/preload/index.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "src-renderer",
    base: "./",
    plugins: [react()],
    build: {
      outDir: `${out}/renderer`,
      emptyOutDir: true,
      target: "chrome148",
      minify: true,
      rollupOptions: { input: "src-renderer/index.html" },
    },
  },
});
