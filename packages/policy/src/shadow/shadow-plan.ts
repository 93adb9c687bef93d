import { checkNumber } from "../check-number.ts";
import { checkFunction, checkKeys, checkObject, checkText } from "../check-options.ts";
import { fractionOf, sampleHash } from "./sample-hash.ts";

/** Takes of {@link ShadowPlan}. */
export interface ShadowPlanOptions {
  /** Another key takes another sample; keep it to yourself where contents could be guessed. */
  readonly key: string;
  /** By tier, the share of its requests to answer a second time, above 0 and at most 1; other tiers are left alone. */
  readonly shares: Readonly<Record<string, number>>;
  /** Of a text: `sampleHash` by default. Where hashes are kept, let it be SHA-256 as hexadecimal digits. */
  readonly hash?: ((text: string) => string) | undefined;
}

/** What a plan says about a request. */
export interface ShadowPick {
  /** The keyed hash of the content: all that is ever kept of it. */
  readonly id: string;
  /** The share of such requests that is sampled; 0 where the plan does not know the tier. */
  readonly share: number;
  readonly isSampled: boolean;
}

/**
 * Which requests to answer a second time, by the strong tier, so that a judge can compare: a share of each tier, by a
 * keyed hash of the content. So every replica picks the same requests, the same content is in or out for good, and a
 * larger share picks all that a smaller one does.
 *
 * @example
 * import { ShadowPlan } from "@thalweg/policy/shadow";
 * const plan = new ShadowPlan({ key: "2025-04", shares: { easy: 0.05, medium: 0.2 } });
 * const requests = Array.from({ length: 10_000 }, (_, at) => `request ${at}`);
 * const sampled = requests.filter((request) => plan.pick(request, "easy").isSampled);
 * console.log(Math.round(sampled.length / 100)); // 5
 */
export class ShadowPlan {
  readonly #key: string;
  readonly #shares: ReadonlyMap<string, number>;
  readonly #hash: (text: string) => string;

  /** Throws `invalid-number` for a share, `invalid-option` for a key that is no text. */
  constructor(options: ShadowPlanOptions) {
    const { key, shares, hash = sampleHash } = checkKeys(options, ["key", "shares", "hash"], "options");
    this.#key = checkText(key, "key");
    this.#hash = checkFunction(hash, "hash");
    this.#shares = new Map(
      Object.entries(checkObject(shares, "shares")).map(([tier, share]) => [
        tier,
        checkNumber(share, `shares.${tier}`, 1e-9, 1),
      ]),
    );
  }

  /** What to do with a request. The same for the same content and tier, always. Throws `invalid-option`. */
  pick(content: string, tier: string): ShadowPick {
    checkText(content, "content");
    checkText(tier, "tier");
    // The length keeps key and content apart.
    const id = this.#hash(`${this.#key.length}:${this.#key}${content}`);
    const share = this.#shares.get(tier) ?? 0;
    return { id, share, isSampled: fractionOf(id) < share };
  }

  /** The least share of all tiers that are sampled; 1 where none is. */
  get leastShare(): number {
    return Math.min(1, ...this.#shares.values());
  }
}
