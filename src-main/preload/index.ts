import { ipcRenderer } from "electron";

// The page asks once it listens; each answer carries one port, and a restarted store sends a new one.
window.addEventListener("message", (event) => {
  if (event.source === window && (event.data as { type?: unknown })?.type === "daftar:connect") {
    ipcRenderer.send("daftar:connect");
  }
});

ipcRenderer.on("daftar:port", (event, name: unknown) => {
  if (name === "data" || name === "shell") {
    window.postMessage({ type: "daftar:port", name }, window.location.origin, event.ports);
  }
});
