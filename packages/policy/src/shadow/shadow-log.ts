import { checkNumber, checkPositive, checkWhole } from "../check-number.ts";
import { checkKeys, checkList, checkObject, checkText } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import type { ShadowPick, ShadowPlan } from "./shadow-plan.ts";

/** A sampled request that waits for its verdict. */
export interface PendingShadow {
  readonly id: string;
  readonly tier: string;
  /** What thresholds are compared with, such as a difficulty. */
  readonly score: number;
  readonly share: number;
  /** Milliseconds. */
  readonly at: number;
}

/** A judge's verdict, as an outcome. */
export interface ShadowVerdict extends PendingShadow {
  /** Of the cheap answer, measured by the strong one: from 0 to 1. */
  readonly quality: number;
}

/** A log as plain data. */
export interface ShadowLogState {
  readonly pending: readonly PendingShadow[];
  readonly verdicts: readonly ShadowVerdict[];
  readonly lost: number;
}

/** Takes of {@link ShadowLog}. */
export interface ShadowLogOptions {
  readonly plan: ShadowPlan;
  /** Milliseconds after which a verdict is not waited for any longer. */
  readonly expiry: number;
  /** So many requests wait at most: 1,000 by default. */
  readonly mostPending?: number | undefined;
  /** So many verdicts are kept, the latest: 10,000 by default. */
  readonly mostVerdicts?: number | undefined;
  /** Of an earlier log, as `toJSON` gave it. */
  readonly state?: ShadowLogState | undefined;
}

/**
 * What was sampled and what the judge said. Of contents it keeps the hashes alone.
 *
 * @example
 * import { ShadowLog, ShadowPlan } from "@thalweg/policy/shadow";
 * const log = new ShadowLog({ plan: new ShadowPlan({ key: "k", shares: { easy: 1 } }), expiry: 3_600_000 });
 * const { id, isSampled } = log.consider({ content: "What is 2 + 2?", tier: "easy", score: 0.1, now: 0 });
 * // The host now asks the strong tier as well, and a judge to compare.
 * if (isSampled) log.judge(id, 1, 500);
 * console.log(log.verdicts.length, JSON.stringify(log).includes("2 + 2")); // 1 false
 */
export class ShadowLog {
  readonly #plan: ShadowPlan;
  readonly #expiry: number;
  readonly #mostPending: number;
  readonly #mostVerdicts: number;
  readonly #pending: Map<string, PendingShadow>;
  readonly #verdicts: ShadowVerdict[];
  #lost: number;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: ShadowLogOptions) {
    const known = ["plan", "expiry", "mostPending", "mostVerdicts", "state"];
    const { plan, expiry, mostPending = 1000, mostVerdicts = 10_000, state } = checkKeys(options, known, "options");
    this.#plan = checkObject(plan, "plan");
    this.#expiry = checkPositive(expiry, "expiry");
    this.#mostPending = checkWhole(mostPending, "mostPending", 1);
    this.#mostVerdicts = checkWhole(mostVerdicts, "mostVerdicts", 1);
    const { pending = [], verdicts = [], lost = 0 } = checkKeys(state, ["pending", "verdicts", "lost"], "state");
    for (const [name, list] of Object.entries({ pending, verdicts })) {
      for (const [i, each] of checkList(list, `state.${name}`).entries()) checkPending(each, `state.${name}[${i}]`);
    }
    for (const [i, { quality }] of verdicts.entries()) checkNumber(quality, `state.verdicts[${i}].quality`, 0, 1);
    this.#pending = new Map(pending.map((each) => [each.id, { ...each }]));
    this.#verdicts = verdicts.map((each) => ({ ...each }));
    this.#lost = checkWhole(lost, "state.lost");
  }

  /**
   * What the plan says about a request; if it is sampled, its verdict is waited for. It is not sampled while the same
   * content waits already, nor while too many wait. Throws `invalid-number`, `invalid-option`.
   */
  consider(request: {
    readonly content: string;
    readonly tier: string;
    readonly score: number;
    readonly now: number;
  }): ShadowPick {
    const { content, tier, score, now } = checkKeys(request, ["content", "tier", "score", "now"], "request");
    checkNumber(score, "score");
    checkNumber(now, "now");
    const pick = this.#plan.pick(content, tier);
    if (!pick.isSampled) return pick;
    this.expire(now);
    if (this.#pending.has(pick.id)) return { ...pick, isSampled: false };
    if (this.#pending.size >= this.#mostPending) {
      this.#lost++;
      return { ...pick, isSampled: false };
    }
    this.#pending.set(pick.id, { id: pick.id, tier, score, share: pick.share, at: now });
    return pick;
  }

  /**
   * Records a verdict, the quality of the cheap answer from 0 to 1, and returns it as an outcome. Throws
   * `unknown-sample` for what was not sampled, was judged before, or has expired, and `invalid-number`.
   */
  judge(id: string, quality: number, now: number): ShadowVerdict {
    checkNumber(quality, "quality", 0, 1);
    this.expire(now);
    const pending = this.#pending.get(id);
    if (pending === undefined) throw new PolicyError("unknown-sample", id, "id");
    this.#pending.delete(id);
    const verdict = { ...pending, quality };
    this.#verdicts.push(verdict);
    if (this.#verdicts.length > this.#mostVerdicts)
      this.#verdicts.splice(0, this.#verdicts.length - this.#mostVerdicts);
    return { ...verdict };
  }

  /** Gives up waiting for verdicts that are overdue; returns how many. Throws `invalid-number`. */
  expire(now: number): number {
    checkNumber(now, "now");
    // What was sampled by a clock that was far ahead would wait for ever.
    const overdue = [...this.#pending.values()].filter(({ at }) => Math.abs(now - at) >= this.#expiry);
    for (const { id } of overdue) this.#pending.delete(id);
    this.#lost += overdue.length;
    return overdue.length;
  }

  /** The verdicts that are kept, the oldest first: a copy, made anew each time. */
  get verdicts(): readonly ShadowVerdict[] {
    return this.#verdicts.map((verdict) => ({ ...verdict }));
  }

  /** How many sampled requests never got a verdict. Where they are many, what the verdicts say may not be the rule. */
  get lost(): number {
    return this.#lost;
  }

  /** What a log that goes on from here needs. */
  toJSON(): ShadowLogState {
    const pending = [...this.#pending.values()].map((each) => ({ ...each }));
    return { pending, verdicts: this.verdicts, lost: this.#lost };
  }
}

function checkPending(pending: PendingShadow, place: string): void {
  const { id, tier, score, share, at } = checkObject(pending, place);
  checkText(id, `${place}.id`);
  checkText(tier, `${place}.tier`);
  checkNumber(score, `${place}.score`);
  checkNumber(share, `${place}.share`, 1e-9, 1);
  checkNumber(at, `${place}.at`);
}
