/* Starts the verifier beside the page, follows it and can stop it. */

/** `told` has `progress` and `done(report, failure)`; returns what stops it. */
export function start(worker, task, told) {
  const running = new Worker(worker, { type: "module" });
  running.addEventListener("message", ({ data }) => {
    if (data.progress) {
      told.progress(data.progress);
      return;
    }
    running.terminate();
    told.done(data.report ?? null, data.failure ?? null);
  });
  running.addEventListener("error", (event) => {
    running.terminate();
    told.done(null, event.message ?? "");
  });
  running.postMessage(task);
  return () => running.terminate();
}

/** Fill in a policy from the log's own proposal, if there is one. */
export async function proposePolicy(field, base) {
  try {
    const answer = await fetch(`${base}policy`, { credentials: "omit" });
    if (answer.ok && field.value === "") field.value = await answer.text();
  } catch {
    // Without a proposal people paste their own.
  }
}

/** The address of a log with a slash at its end; null if it is not on this site. */
export function onThisSite(text) {
  let address;
  try {
    address = new URL(text, document.baseURI);
  } catch {
    return null;
  }
  if (address.origin !== window.location.origin) return null;
  return address.href.endsWith("/") ? address.href : `${address.href}/`;
}
