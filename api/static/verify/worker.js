/* Runs the verifier beside the page, so that the page stays usable and can stop it. */

import { Address, Folder } from "./sources.js";
import { verify } from "./verifier.js";

const EVERY = 100; // milliseconds between two reports of progress

self.addEventListener("message", async ({ data }) => {
  let last = 0;
  const progress = (done, size, step) => {
    const now = performance.now();
    if (done < size && now - last < EVERY) return;
    last = now;
    self.postMessage({ progress: { done, size, step } });
  };
  const source = data.files ? new Folder(data.files) : new Address(data.base);
  try {
    self.postMessage({ report: await verify(source, { ...data, progress }) });
  } catch (error) {
    self.postMessage({ failure: String(error?.message ?? error) });
  }
});
