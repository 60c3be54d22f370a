/*
 * The second verifier: the seven checks of docs/rules/public_log.md, from static files only.
 * Shares nothing with the platform or the verifier in Python but that page.
 */

import { hex, same } from "./bytes.js";
import { bundles } from "./bundles.js";
import { entry as read } from "./entry.js";
import { checkpoint } from "./note.js";
import { accept, policy } from "./policy.js";
import { Problem, demand } from "./problem.js";
import { Replay } from "./rules/index.js";
import { text, tileNumber } from "./sources.js";
import { Commitments, openTexts } from "./texts.js";
import { Tree } from "./tree.js";

const HASH = 32;
const WIDTH = 256;

/**
 * Check a log.
 *
 * `policy` is the text of a policy; `old` are texts of checkpoints kept earlier; `watch` a
 * voter number whose entries are to be listed; `progress(done, size, step)` is called now
 * and then; `signal` stops. Returns a report that can be sent between threads. Problems are
 * in it, the first of each check; it is accepted only if there is none.
 */
export async function verify(source, options) {
  const report = await once(source, options);
  const gone = report.problems.length === 1 && report.problems[0].code === "text-missing";
  if (!gone || (await text(source, "checkpoint", options.signal)) === report.checkpoint) return report;
  // A text was taken down while we read. The newer checkpoint covers the entry that says so,
  // and it must continue the one we began with.
  return once(source, { ...options, old: [...(options.old ?? []), report.checkpoint] });
}

async function once(source, options) {
  const run = new Run(source, options);
  await run.attempt("signatures", () => run.signatures());
  // Without a signed size and root there is nothing to compare with.
  if (run.read) await run.entries();
  return run.report();
}

class Run {
  constructor(source, { policy: trusted, old = [], watch = null, progress = () => {}, signal }) {
    Object.assign(this, { source, trusted, old, progress, signal });
    this.replay = new Replay(watch);
    this.commitments = new Commitments();
    this.tree = new Tree();
    this.problems = [];
    this.sealed = [];
    this.textCount = 0;
    this.oldRead = [];
  }

  /** Run one check; note the Problem it meets. */
  async attempt(check, work) {
    try {
      await work();
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const { code, index, values } = problem;
      this.problems.push({ check, code, index, values });
      return false;
    }
  }

  async signatures() {
    const trusted = policy(this.trusted);
    const newest = checkpoint(await text(this.source, "checkpoint", this.signal));
    this.signed = accept(newest, trusted);
    this.oldRead = this.old.map((note) => {
      const earlier = checkpoint(note);
      demand(earlier.origin === newest.origin, "old-origin", null, { origin: earlier.origin });
      demand(earlier.size <= newest.size, "old-larger", null,
        { size: earlier.size, newest: newest.size });
      return earlier;
    });
    this.read = newest;
  }

  async entries() {
    const whole = await this.attempt("root", () => this._stream());
    if (whole) {
      await this.attempt("root", () => this._root());
      await this.attempt("consistency", () => this._older());
    }
    const clean = !this.problems.length;
    if (clean) await this.attempt("rules", () => this.replay.finish(this.read.size));
    // States are known only if the entries follow the rules.
    if (clean) await this.attempt("texts", () => this._texts());
  }

  async _stream() {
    const { size } = this.read;
    let following = true;
    for await (const { start, entries } of bundles(this.source, size, this.signal)) {
      entries.forEach((bytes) => this.tree.add(bytes));
      if (following) following = await this._follow(start, entries);
      this.signal?.throwIfAborted();
      this.progress(start + entries.length, size, "entries");
    }
  }

  /** Apply entries until the first that breaks a rule. */
  async _follow(start, entries) {
    let check = "form";
    for (let at = 0; at < entries.length; at += 1) {
      const index = start + at;
      try {
        check = "form";
        const value = read(entries[at], index);
        check = value.t === "phase.tally-claimed" ? "tallies" : "rules";
        this.replay.apply(value, index, entries[at]);
        if (value.t === "public-log.checkpoint-sealed") this._seal(value, index);
        this.commitments.add(value, index);
      } catch (problem) {
        return this.attempt(check, () => { throw problem; });
      }
    }
    return true;
  }

  _seal(value, index) {
    demand(value.size <= index, "sealed", index);
    demand(hex(this.tree.root(value.size)) === value.root, "sealed", index);
  }

  async _root() {
    if (same(this.tree.root(), this.read.root)) return;
    throw new Problem("wrong-root", await this._firstChanged());
  }

  /** The first entry that is not what the published hashes say, null if they agree. */
  async _firstChanged() {
    const { size } = this.read;
    for (let number = 0; number * WIDTH < size; number += 1) {
      const width = Math.min(WIDTH, size - number * WIDTH);
      const path = `tile/0/${tileNumber(number)}`;
      const hashes = await this.source.bytes(width < WIDTH ? `${path}.p/${width}` : path);
      for (let at = 0; hashes !== null && at < width; at += 1) {
        const published = hashes.subarray(at * HASH, (at + 1) * HASH);
        if (!same(published, this.tree.leaf(number * WIDTH + at))) return number * WIDTH + at;
      }
    }
    return null;
  }

  _older() {
    for (const earlier of this.oldRead) {
      const kept = same(this.tree.root(earlier.size), earlier.root);
      demand(kept, "rewritten", null, { size: earlier.size });
    }
  }

  async _texts() {
    const missing = this.commitments.required(this.replay);
    const files = this.commitments.files();
    for (const [done, number] of files.entries()) {
      const bytes = await this.source.bytes(`texts/${tileNumber(number)}`, this.signal);
      if (bytes !== null) {
        this.textCount += openTexts(bytes, number, this.commitments, missing, this.read.size);
      }
      this.progress(done + 1, files.length, "texts");
    }
    if (!missing.size) return;
    const first = Math.min(...[...missing].map((ref) => this.commitments.first(ref)));
    throw new Problem("text-missing", first, { count: missing.size });
  }

  report() {
    const { processes, votes, registrations, proposals, erased } = this.replay;
    return {
      accepted: this.problems.length === 0,
      problems: this.problems,
      notes: votes.notes,
      origin: this.read?.origin ?? null,
      size: this.read?.size ?? null,
      root: this.read && this.tree.size === this.read.size ? hex(this.tree.root()) : null,
      checkpoint: this.read?.note ?? null,
      witnesses: this.signed?.witnesses ?? [],
      known: this.signed?.known ?? 0,
      quorum: this.signed?.quorum ?? null,
      old: this.oldRead.map((earlier) => earlier.size),
      votes: votes.count,
      claims: votes.claimed,
      texts: this.textCount,
      erased: erased.size,
      proposals: proposals.proposals.size,
      processes: [...processes.processes.values()].map((each) => this._process(each)),
      registrations: [...registrations].sort(),
      watched: votes.watched,
      titles: [...this.commitments.titles].map(([id, { text: title }]) => [id, title]),
    };
  }

  _process({ id, slug, question, open }) {
    const tallies = [...this.replay.votes.tallies].filter(([, tally]) => tally.process === id);
    const { decisions } = this.replay.decisions;
    const title = (each) => this.commitments.titles.get(each)?.text ?? null;
    return {
      decisions: [...decisions.values()].filter((each) => each.process === id)
        .map((each) => ({
          id: each.id, session: each.session, number: each.number, title: title(each.id),
          body: title(each.body), result: each.record?.result ?? null,
          votes: each.record?.votes ?? null, status: each.status, corrected: each.corrected,
          territory: each.territory,
        }))
        .sort((a, b) => ((a.session ?? "") < (b.session ?? "") ? -1 : 1)),
      measures: [...this.replay.measures.measures.values()].filter((each) => each.process === id)
        .map((each) => ({
          id: each.id, number: each.number, title: title(each.id), status: each.status,
          version: each.version, decided: [...each.decided],
        })),
      id, slug, question, open: open.length > 0, title: this.commitments.titles.get(id)?.text ?? slug,
      tallies: tallies.map(([q, { counts }]) => [q, ...counts]).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    };
  }
}
