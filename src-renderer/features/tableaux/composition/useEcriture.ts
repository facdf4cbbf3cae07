import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../../data/index.ts";

/** A write of a dialog: busy while it runs, with the sentence of its refusal. */
export function useEcriture() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(errorSentence(failure, t));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}
