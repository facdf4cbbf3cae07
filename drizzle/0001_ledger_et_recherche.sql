CREATE VIRTUAL TABLE `dossier_recherche` USING fts5(texte, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0", prefix='2 3');
--> statement-breakpoint
CREATE TRIGGER `action_immuable` BEFORE UPDATE ON `action` BEGIN SELECT RAISE(ABORT, 'ledger: an action is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `action_ineffacable` BEFORE DELETE ON `action` BEGIN SELECT RAISE(ABORT, 'ledger: an action is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `change_immuable` BEFORE UPDATE ON `change` BEGIN SELECT RAISE(ABORT, 'ledger: a change is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `change_ineffacable` BEFORE DELETE ON `change` BEGIN SELECT RAISE(ABORT, 'ledger: a change is never deleted'); END;
