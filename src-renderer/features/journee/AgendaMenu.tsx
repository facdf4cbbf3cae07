import { IconCalendarShare, IconDownload, IconRefresh, IconRefreshOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { data, errorSentence, orpc, shell } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { formatInstant } from "../../lib/format.ts";
import { Button, Menu, notify } from "../../ui/index.ts";
import type { MenuItem } from "../../ui/index.ts";

/** The calendar file: written once, or kept up to date for a calendar application to subscribe to. */
export function AgendaMenu() {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const client = useQueryClient();
  const options = orpc.journee.abonnement.queryOptions({ input: {} });
  const { data: feed } = useQuery(options);
  const attempt = (work: () => Promise<void>) => (): void => {
    work().catch((error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }));
  };
  const refresh = () => client.invalidateQueries({ queryKey: options.queryKey });

  const items: MenuItem[] = [
    {
      key: "exporter",
      label: t("agenda.exporter"),
      icon: <IconDownload size={15} />,
      onSelect: attempt(async () => {
        const chosen = await shell.chooseCalendarFile({ langue });
        if (!chosen) return;
        const { name, events } = await data.journee.exporter({ token: chosen.token, langue });
        notify({ tone: "ok", message: t("agenda.exporte", { count: events, nom: name }) });
      }),
    },
    {
      key: "suivre",
      label: feed ? t("agenda.autreFichier") : t("agenda.suivre"),
      icon: <IconRefresh size={15} />,
      onSelect: attempt(async () => {
        const chosen = await shell.followCalendar({ langue });
        if (!chosen) return;
        await refresh();
        notify({ tone: "ok", message: t("agenda.suivi", { nom: chosen.name }), stay: 12_000 });
      }),
    },
  ];
  if (feed)
    items.push({
      key: "arreter",
      label: t("agenda.arreter", { nom: feed.name }),
      icon: <IconRefreshOff size={15} />,
      onSelect: attempt(async () => {
        await shell.stopCalendar({});
        await refresh();
        notify({ tone: "info", message: t("agenda.arrete", { nom: feed.name }) });
      }),
    });
  const state =
    feed &&
    (feed.failed
      ? t("agenda.enPanne", { nom: feed.name })
      : feed.at !== null
        ? t("agenda.aJour", { nom: feed.name, instant: formatInstant(feed.at) })
        : null);
  return (
    <Menu
      align="end"
      {...(state ? { label: state } : {})}
      onOpenChange={(open) => {
        if (open) void refresh();
      }}
      items={items}
      trigger={
        <Button leftIcon={<IconCalendarShare size={15} aria-hidden="true" />}>
          {t("agenda.titre")}
        </Button>
      }
    />
  );
}
