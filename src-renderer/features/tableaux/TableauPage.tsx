import { IconChartBar, IconDots, IconPresentation, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CarteResult, TableauResult } from "../../../src-main/contract/tableaux.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { errorSentence, orpc, useSession } from "../../data/index.ts";
import { makeRapport, plainOptions } from "../../data/rapports.ts";
import { LANGUES, useLangue } from "../../i18n/index.ts";
import { formatDate, formatInstant } from "../../lib/format.ts";
import { nameHere } from "../../lib/history.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { hashSearch, navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  announce,
  Button,
  EmptyState,
  ErrorState,
  IconButton,
  Menu,
  notify,
  PageHeader,
  Pill,
  Skeleton,
} from "../../ui/index.ts";
import { Carte } from "./Carte.tsx";
import type { CarteActions } from "./Carte.tsx";
import { adresseAtelier } from "./composition/adresses.ts";
import { useCommandes } from "./composition/useCommandes.tsx";
import { TableauProvider, useTableau } from "./contexte.tsx";
import { croiser, croixDe, estCroisee } from "./croiser.ts";
import { demander, ecrireDemande, lireDemande } from "./demande.ts";
import type { Demande } from "./demande.ts";
import { Feuilles } from "./Feuilles.tsx";
import { Filtres } from "./Filtres.tsx";
import { Observations } from "./Observations.tsx";
import type { Opened } from "./Observations.tsx";
import { Presentation } from "./Presentation.tsx";
import classes from "./Tableau.module.css";

/** A dashboard, by its key: filters, cards, presentation. */
export function TableauPage({ cle }: { cle: string }) {
  const langue = useLangue();
  return (
    <TableauProvider langue={langue}>
      <Screen cle={cle} />
    </TableauProvider>
  );
}

function Screen({ cle }: { cle: string }) {
  const { t, text } = useTableau();
  const search = useHashSearch();
  const demande = useMemo(() => lireDemande(search), [search]);
  const query = useQuery(
    orpc.tableaux.get.queryOptions({
      input: demander(cle, demande),
      placeholderData: keepPreviousData,
    }),
  );
  const definition = useQuery(orpc.tableaux.definition.queryOptions({ input: { key: cle } }));
  const [opened, setOpened] = useState<Opened | null>(null);
  /** Key of the card shown in large. */
  const [shown, setShown] = useState<string | null>(null);
  const tableau = query.data;
  useReady(`tableau-${cle}`, tableau !== undefined && !query.isPlaceholderData);

  const change = useCallback(
    (next: (demande: Demande) => Demande): void =>
      navigate(`/tableaux/${cle}${ecrireDemande(next(lireDemande(hashSearch())))}`, {
        replace: true,
      }),
    [cle],
  );
  const actions = useMemo<CarteActions>(
    () => ({
      ouvrir: (carte, point) => {
        if (point.lien !== null) navigate(point.lien);
        else if (point.observation !== null) setOpened({ carte, point });
      },
      croiser: (carte, categorie) => {
        const croix = croixDe(carte, categorie);
        if (croix) change((now) => ({ ...now, filtre: croiser(now.filtre, croix) }));
      },
      observations: (carte) => setOpened({ carte, point: null }),
      editer: (carte, asOf) =>
        change((now) => {
          const { [carte.key]: _, ...others } = now.cartes;
          return { ...now, cartes: asOf === null ? others : { ...others, [carte.key]: asOf } };
        }),
      agrandir: (carte) => setShown(carte.key),
    }),
    [change],
  );
  useSaid(tableau);
  const titre = tableau ? text(tableau.titre) : "";
  useEffect(() => {
    if (titre !== "" && hashSearch() === search) nameHere(titre);
  }, [titre, search]);
  const present = useCallback(
    () => setShown((now) => now ?? tableau?.cartes[0]?.key ?? null),
    [tableau],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (letterOf(event) !== "p") return;
      event.preventDefault();
      present();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [present]);

  if (query.isError && tableau === undefined)
    return (
      <Cadre titre={t("liste")}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Cadre>
    );
  if (tableau === undefined)
    return (
      <Cadre titre={t("liste")}>
        <Attente />
      </Cadre>
    );
  const province = tableau.demande.filtre?.province?.[0] ?? "";
  return (
    <Cadre
      titre={text(tableau.titre)}
      sousTitre={text(tableau.region)}
      actions={<Commandes tableau={tableau} demande={demande} onPresent={present} />}
      filtres={
        <>
          {tableau.feuilles === "province" && (
            <Feuilles
              province={province}
              onChange={(code) =>
                change((now) => ({ ...now, filtre: { ...now.filtre, province: [code] } }))
              }
            />
          )}
          <Filtres
            tableau={tableau}
            demande={demande}
            own={definition.data?.filtre}
            onChange={change}
          />
          <Etat tableau={tableau} demande={demande} />
        </>
      }
      busy={query.isPlaceholderData}
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <div className={classes.grille}>
        {tableau.cartes.map((carte) => (
          <Carte
            key={carte.key}
            carte={carte}
            actions={actions}
            chosen={choisie(carte, tableau)}
            edition={demande.cartes[carte.key] ?? null}
          />
        ))}
      </div>
      {tableau.cartes.length === 0 && (
        <EmptyState
          icon={<IconChartBar size={32} aria-hidden="true" />}
          title={t("sansCarte.titre")}
          hint={t("sansCarte.texte")}
          action={
            <Button variant="primary" onClick={() => navigate(adresseAtelier(cle))}>
              {t("composition:commande.composer")}
            </Button>
          }
        />
      )}
      <Observations opened={opened} onClose={() => setOpened(null)} />
      <Presentation
        tableau={tableau}
        shown={shown}
        actions={actions}
        onShow={setShown}
        onClose={() => setShown(null)}
      />
    </Cadre>
  );
}

/** Category of a card that the dashboard is narrowed to; null when it is to none, or to another. */
function choisie(carte: CarteResult, { demande: { filtre = {} } }: TableauResult): string | null {
  const found = carte.categories.find(({ key }) => {
    const croix = croixDe(carte, key);
    return croix !== null && estCroisee(filtre, croix);
  });
  return found?.key ?? null;
}

/** Says to a screen reader what the dashboard is narrowed to, once its figures have changed. */
function useSaid(tableau: TableauResult | undefined): void {
  const { t, text } = useTableau();
  const filtre = tableau && text(tableau.filtreTexte);
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (before.current !== undefined && filtre !== undefined && filtre !== before.current)
      announce(filtre === "" ? t("filtres.annonceAucun") : t("filtres.annonce", { filtre }));
    before.current = filtre;
  }, [filtre, t]);
}

interface CadreProps {
  titre: string;
  sousTitre?: string;
  actions?: ReactNode;
  filtres?: ReactNode;
  busy?: boolean;
  children: ReactNode;
}

function Cadre({ titre, sousTitre, actions, filtres, busy = false, children }: CadreProps) {
  const { t } = useTableau();
  return (
    <div className={classes.screen}>
      <PageHeader
        breadcrumb={<a href="#/tableaux">{t("liste")}</a>}
        title={
          <>
            {titre}
            {sousTitre && <span className={classes.sousTitre}> · {sousTitre}</span>}
          </>
        }
        actions={actions}
      >
        {filtres}
      </PageHeader>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={titre}
        aria-busy={busy}
      >
        {children}
      </div>
    </div>
  );
}

/** When the figures are of: today's register or a past one, and when they were computed. */
function Etat({ tableau, demande }: { tableau: TableauResult; demande: Demande }) {
  const { t } = useTableau();
  const { demonstration } = useSession();
  return (
    <div className={classes.etatLigne}>
      {demande.etatLe !== null && (
        <Pill tone="soon">{t("etatDuRegistre", { date: formatDate(demande.etatLe) })}</Pill>
      )}
      {demonstration && <Pill tone="soon">{t("demonstration")}</Pill>}
      <span className={classes.aide}>{t("aideClic")}</span>
      <span className={classes.quand}>
        {t("calculeLe", { quand: formatInstant(tableau.computedAt) })}
      </span>
    </div>
  );
}

interface CommandesProps {
  tableau: TableauResult;
  demande: Demande;
  onPresent: () => void;
}

/** What can be done with a dashboard. */
function Commandes({ tableau, demande, onPresent }: CommandesProps) {
  const { t, text } = useTableau();
  const { button, items, dialog } = useCommandes(
    tableau,
    tableau.demande.filtre ?? {},
    ecrireDemande(demande),
  );
  return (
    <>
      {button}
      {tableau.key === "barometre" && <Imprimer titre={text(tableau.titre)} demande={demande} />}
      <Button
        leftIcon={<IconPresentation size={16} aria-hidden="true" />}
        shortcut="P"
        onClick={onPresent}
      >
        {t("presenter")}
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton
            variant="default"
            label={t("autresActions")}
            icon={<IconDots size={16} aria-hidden="true" />}
          />
        }
        items={[
          {
            key: "publier",
            label: t("vers.publier"),
            onSelect: () =>
              navigate(
                `/editions?tableau=${tableau.key}&publier=1&demande=${encodeURIComponent(JSON.stringify(demander(tableau.key, demande)))}`,
              ),
          },
          ...(["editions", "rapports"] as const).map((place) => ({
            key: place,
            label: t(`vers.${place}`),
            onSelect: () => navigate(`/${place}?tableau=${tableau.key}`),
          })),
          ...items.map((item, place) => (place === 0 ? { ...item, divided: true } : item)),
        ]}
      />
      {dialog}
    </>
  );
}

/** Prints the barometer as it is shown, in the language chosen. */
function Imprimer({ titre, demande }: { titre: string; demande: Demande }) {
  const { t } = useTableau();
  const { t: common } = useTranslation();
  const [busy, setBusy] = useState(false);
  const print = async (langue: Langue): Promise<void> => {
    setBusy(true);
    try {
      const { asOf, cartes, filtre } = demande;
      const done = await makeRapport({
        titre,
        demande: { key: "barometre", asOf, cartes, filtre },
        options: plainOptions(langue),
        format: "pdf",
        langue,
      });
      if (done)
        notify({ tone: "ok", message: t("imprime", { nom: done.name, count: done.pages ?? 0 }) });
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

/** Room kept for the cards while they are read the first time. */
function Attente() {
  return (
    <div className={classes.grille} aria-busy="true">
      {[3, 3, 3, 3, 6, 6].map((largeur, place) => (
        <div
          key={place}
          className={classes.place}
          style={
            {
              "--largeur": largeur,
              "--hauteur": largeur === 3 ? 1 : 2,
            } as React.CSSProperties
          }
        >
          <Skeleton height={largeur === 3 ? 120 : 260} />
        </div>
      ))}
    </div>
  );
}
