import { getDocument, PDFWorker } from "pdfjs-dist";
import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
// oxlint-disable-next-line import/default -- Vite gives the address of the built file
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, Skeleton } from "../surfaces.tsx";
import classes from "./attachments.module.css";

/** Pages before and after the visible ones that are drawn too. */
const MARGIN = "400px";

/** A PDF drawn page by page on canvases. Its scripts, forms and links are never run. */
export function PdfView({ bytes }: { bytes: Blob }) {
  const { t } = useTranslation("fichiers");
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    const port = new Worker(workerUrl, { type: "module" });
    const worker = PDFWorker.create({ port });
    const opening = bytes.arrayBuffer().then(async (data) => {
      const task = getDocument({
        data,
        worker,
        useWasm: false,
        useWorkerFetch: false,
        enableXfa: false,
        stopAtErrors: false,
      });
      return task.promise;
    });
    opening.then(
      (document) => !left && setPdf(document),
      () => !left && setFailed(true),
    );
    return () => {
      left = true;
      setPdf(null);
      void opening
        .then((document) => document.loadingTask.destroy())
        .catch(() => {})
        .finally(() => {
          worker.destroy();
          port.terminate();
        });
    };
  }, [bytes]);
  if (failed) return <EmptyState title={t("apercu.pdfIllisible")} />;
  if (!pdf) return <Skeleton lines={8} />;
  return (
    <>
      <p className={classes.mut}>{t("apercu.pages", { n: pdf.numPages })}</p>
      <div className={classes.pages} tabIndex={0} role="group" aria-label={t("apercu.titre")}>
        {Array.from({ length: pdf.numPages }, (_, i) => (
          <PdfPage key={i} pdf={pdf} number={i + 1} />
        ))}
      </div>
    </>
  );
}

function PdfPage({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation("fichiers");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let task: RenderTask | null = null;
    let left = false;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      if (left) return;
      const width = target.parentElement?.clientWidth ?? 600;
      const base = page.getViewport({ scale: 1 });
      const scale = (width / base.width) * Math.min(devicePixelRatio, 2);
      const viewport = page.getViewport({ scale });
      target.width = Math.round(viewport.width);
      target.height = Math.round(viewport.height);
      task = page.render({ canvas: target, viewport });
      await task.promise;
      if (!left) setDrawn(true);
    };
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        // A page that cannot be drawn stays white; the others are read.
        void draw().catch(() => {});
      },
      { rootMargin: MARGIN },
    );
    watcher.observe(target);
    return () => {
      left = true;
      watcher.disconnect();
      task?.cancel();
    };
  }, [pdf, number]);
  return (
    <canvas
      ref={canvas}
      className={classes.page}
      role="img"
      data-drawn={drawn || undefined}
      aria-label={t("apercu.page", { page: number, pages: pdf.numPages })}
    />
  );
}
