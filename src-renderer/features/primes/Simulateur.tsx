import { IconCopy, IconPlus, IconPrinter, IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_VARIANTES } from "../../../src-main/contract/primes.ts";
import type { ProjetSimule } from "../../../src-main/contract/primes.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { errorSentence, orpc, shell, useCatalogue, useSession } from "../../data/index.ts";
import { LANGUES, useLangue } from "../../i18n/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  DateInput,
  ErrorState,
  IconButton,
  Menu,
  notify,
  PageHeader,
  Skeleton,
  TabsBar,
  TextInput,
  useDebouncedValue,
} from "../../ui/index.ts";
import {
  addVariante,
  changeVariante,
  emptyBrouillon,
  removeVariante,
  useBrouillon,
} from "./brouillon.ts";
import type { Brouillon } from "./brouillon.ts";
import { Comparaison } from "./Comparaison.tsx";
import { Formulaire } from "./Formulaire.tsx";
import { Garde } from "./Garde.tsx";
import classes from "./primes.module.css";
import { Regimes } from "./Regimes.tsx";

/** Milliseconds without a key before the store is asked. */
const PAUSE = 150;

/** The prime simulator: a form, the answer at each key, several variants side by side. */
export function Simulateur() {
  const { t } = useTranslation("primes");
  const langue = useLangue();
  const { today } = useSession();
  const catalogue = useCatalogue();
  const nameOf = (lettre: string): string => t("variantes.nom", { lettre });
  const [now, setNow] = useBrouillon(nameOf);
  const [asked] = useDebouncedValue(now, PAUSE);
  const query = useQuery(
    orpc.primes.simuler.queryOptions({
      input: { asOf: asked.asOf, projets: asked.variantes.map(({ projet }) => projet) },
      placeholderData: keepPreviousData,
    }),
  );
  useReady("primes", query.data !== undefined && catalogue.ready);

  const active = now.variantes.find(({ id }) => id === now.active) ?? now.variantes[0]!;
  const at = asked.variantes.findIndex(({ id }) => id === active.id);
  const { data } = query;
  // While an answer to other variants stands in, only what fits is drawn.
  const fits = data !== undefined && data.resultats.length === asked.variantes.length;
  const shown = fits ? data.resultats[at] : undefined;
  const declarees = (data?.resultats[0]?.regimes ?? [])
    .flatMap(({ lignes }) => lignes)
    .filter(({ declaree }) => declaree);
  const change = (patch: ProjetSimule): void =>
    setNow(changeVariante(now, { projet: { ...active.projet, ...patch } }));
  const words = { t, langue };
  return (
    <div className={classes.screen}>
      <PageHeader
        title={t("titre")}
        actions={
          <span className={classes.inline}>
            <span aria-hidden="true">{t("au")}</span>
            <DateInput
              className={classes.date ?? ""}
              size="xs"
              ariaLabel={t("au")}
              value={now.asOf ?? today}
              onChange={(asOf) => setNow({ ...now, asOf })}
            />
            <Print now={now} today={today} />
            <Garde now={now} onOpen={setNow} />
          </span>
        }
      >
        <Variantes now={now} onChange={setNow} nameOf={nameOf} />
      </PageHeader>
      <div className={classes.columns}>
        <Formulaire
          key={active.id}
          projet={active.projet}
          onChange={change}
          declarees={declarees}
        />
        <div
          className={classes.results}
          tabIndex={0}
          role="region"
          aria-label={t("resultat")}
          aria-live="polite"
          aria-busy={query.isPlaceholderData}
        >
          {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
          {query.isPending && <Skeleton lines={8} height={22} />}
          {fits && asked.variantes.length > 1 && (
            <Card title={t("comparaison.titre")}>
              <Comparaison variantes={asked.variantes} resultats={data.resultats} words={words} />
            </Card>
          )}
          {shown && data && <Regimes regimes={shown.regimes} asOf={data.asOf} words={words} />}
        </div>
      </div>
    </div>
  );
}

/** The variants as tabs; the name of the one shown, and what can be done with it. */
function Variantes({
  now,
  onChange,
  nameOf,
}: {
  now: Brouillon;
  onChange: (next: Brouillon) => void;
  nameOf: (lettre: string) => string;
}) {
  const { t } = useTranslation("primes");
  const active = now.variantes.find(({ id }) => id === now.active) ?? now.variantes[0]!;
  const full = now.variantes.length >= MAX_VARIANTES;
  // What is typed next is another simulation than the one opened before.
  const clear = (): void => {
    navigate("/primes", { replace: true });
    onChange(emptyBrouillon(nameOf));
  };
  return (
    <div className={classes.bar}>
      <TabsBar
        label={t("variantes.titre")}
        tabs={now.variantes.map(({ id, nom }) => ({
          key: id,
          label: <Auto>{nom || "–"}</Auto>,
        }))}
        value={active.id}
        onChange={(id) => onChange({ ...now, active: id })}
      />
      <IconButton
        size="sm"
        label={full ? t("variantes.pleines", { count: MAX_VARIANTES }) : t("variantes.ajouter")}
        icon={<IconPlus size={16} />}
        disabled={full}
        onClick={() => onChange(addVariante(now, nameOf))}
      />
      <span className={classes.spring} />
      <TextInput
        className={classes.name ?? ""}
        size="xs"
        ariaLabel={t("variantes.renommer")}
        value={active.nom}
        onChange={(nom) => onChange(changeVariante(now, { nom: nom.slice(0, 80) }))}
        dir="auto"
      />
      <Button
        size="sm"
        leftIcon={<IconCopy size={14} />}
        disabled={full}
        onClick={() =>
          onChange(
            addVariante(now, nameOf, {
              of: active,
              nom: t("variantes.copie", { nom: active.nom }),
            }),
          )
        }
      >
        {t("variantes.dupliquer")}
      </Button>
      {now.variantes.length > 1 ? (
        <Button
          size="sm"
          leftIcon={<IconTrash size={14} />}
          onClick={() => onChange(removeVariante(now, active.id))}
        >
          {t("variantes.retirer")}
        </Button>
      ) : (
        <Button size="sm" variant="subtle" onClick={clear}>
          {t("effacer")}
        </Button>
      )}
    </div>
  );
}

/** Prints the variants as they are, in the language chosen. */
function Print({ now, today }: { now: Brouillon; today: string }) {
  const { t } = useTranslation("primes");
  const { t: common } = useTranslation();
  const [busy, setBusy] = useState(false);
  const print = async (langue: Langue): Promise<void> => {
    setBusy(true);
    try {
      const done = await shell.printPrimes({
        langue,
        asOf: now.asOf ?? today,
        variantes: now.variantes,
      });
      if (done)
        notify({ tone: "ok", message: t("imprime", { nom: done.name, count: done.pages }) });
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, common) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu
      align="end"
      label={t("imprimerEn")}
      trigger={
        <Button loading={busy} leftIcon={<IconPrinter size={16} aria-hidden="true" />}>
          {t("imprimer")}
        </Button>
      }
      items={LANGUES.map(({ code, nom }) => ({
        key: code,
        label: nom,
        onSelect: () => void print(code),
      }))}
    />
  );
}
