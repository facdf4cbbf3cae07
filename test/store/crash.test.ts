import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRegister } from "../../src-main/services/check.ts";
import {
  migrations,
  newRegister,
  reopen,
  resources,
  root,
  tempFolder,
} from "../support/register.ts";

/** Kills the editor once it has acknowledged some actions; returns those it printed whole. */
async function killAfter(path: string, actions: number): Promise<string[]> {
  const editor = spawn(process.execPath, [
    join(root, "test/support/editor.ts"),
    path,
    migrations,
    resources,
  ]);
  let printed = "";
  let errors = "";
  editor.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  editor.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split("\n").length > actions) editor.kill("SIGKILL");
  });
  const signal = await new Promise((resolve) => editor.on("close", (_, by) => resolve(by)));
  expect(signal, errors).toBe("SIGKILL");
  return printed.split("\n").slice(0, -1);
}

describe("kill -9 in the middle of edits", () => {
  it("would catch an acknowledged change lost, or a register that does not open again whole", async () => {
    const path = join(tempFolder(), "registre.db");
    newRegister(path).store.close();
    const acknowledged: string[] = [];
    for (const actions of [7, 61, 120]) {
      acknowledged.push(...(await killAfter(path, actions)));
      const store = reopen(path);
      const there = new Set(store.db.prepare("SELECT id FROM action").pluck().all());
      expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
      const { checks } = checkRegister(store);
      expect(checks.filter((item) => !item.ok)).toEqual([]);
      store.close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(188);
  });
});
