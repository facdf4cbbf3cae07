CREATE VIRTUAL TABLE `annuaire_recherche` USING fts5(texte, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0", prefix='2 3');
