import { integer, text } from "drizzle-orm/sqlite-core";

/** Columns of every business row: who made it, who changed it last, when it was put in the trash. */
export const lifeColumns = {
  createdAt: integer("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
  deletedAt: integer("deleted_at"),
};
