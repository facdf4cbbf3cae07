import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One act of a user, hash-chained. Never updated or deleted by the application (triggers refuse). */
export const action = sqliteTable(
  "action",
  {
    id: text("id").primaryKey(),
    /** Place in the chain, from 1 without a gap. */
    seq: integer("seq").notNull(),
    at: integer("at").notNull(),
    userId: text("user_id").notNull(),
    deviceId: text("device_id").notNull(),
    kind: text("kind").notNull(),
    params: text("params").notNull(),
    /** do, undo or redo; the two last name the action they reverse or repeat. */
    mode: text("mode").notNull(),
    targetId: text("target_id"),
    changeCount: integer("change_count").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    index("action_seq").on(t.seq),
    index("action_target").on(t.targetId, t.seq),
    index("action_user").on(t.userId, t.mode, t.seq),
  ],
);

/** What an action did to one row (creation, deletion, restoration: the whole row) or to one field. */
export const change = sqliteTable(
  "change",
  {
    actionId: text("action_id")
      .notNull()
      .references(() => action.id),
    n: integer("n").notNull(),
    tableName: text("table_name").notNull(),
    rowId: text("row_id").notNull(),
    op: text("op").notNull(),
    columnName: text("column_name"),
    before: text("before"),
    after: text("after"),
  },
  (t) => [primaryKey({ columns: [t.actionId, t.n] }), index("change_row").on(t.rowId, t.tableName)],
);
