import { useCatalogue, useSession } from "../../data/index.ts";
import { TabsBar } from "../../ui/index.ts";
import { useTableau } from "./contexte.tsx";

/** One sheet a province, then what lies between them; arrows go from one to another. */
export function Feuilles({
  province,
  onChange,
}: {
  province: string;
  onChange: (province: string) => void;
}) {
  const { t } = useTableau();
  const { region } = useSession();
  const catalogue = useCatalogue();
  const places = catalogue.territoires.filter(
    ({ parent, level }) =>
      parent === region?.code && (level === "province" || level === "interprovincial"),
  );
  const rank = (level: string): number => (level === "province" ? 0 : 1);
  return (
    <TabsBar
      label={t("feuilles")}
      value={province}
      onChange={onChange}
      tabs={places
        .toSorted((a, b) => rank(a.level) - rank(b.level))
        .map(({ code }) => ({ key: code, label: catalogue.territoire(code) }))}
    />
  );
}
