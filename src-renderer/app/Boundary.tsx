import { Component } from "react";
import type { ErrorInfo, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { supportId } from "../data/index.ts";
import { Button, EmptyState } from "../ui/index.ts";

interface State {
  error: unknown;
  id: string | null;
}

/** Keeps an error of one screen from taking the whole page down. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, id: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error, id: supportId(error) ?? crypto.randomUUID().slice(0, 8).toUpperCase() };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(`screen error ${this.state.id}`, error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.id === null) return this.props.children;
    return <Broken id={this.state.id} onRetry={() => this.setState({ error: null, id: null })} />;
  }
}

function Broken({ id, onRetry }: { id: string; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        title={t("ecranEnPanne")}
        hint={
          <>
            {t("ecranEnPanneAide")} {t("numeroAssistance")} <bdi dir="ltr">{id}</bdi>
          </>
        }
        action={<Button onClick={onRetry}>{t("reessayer")}</Button>}
      />
    </div>
  );
}
